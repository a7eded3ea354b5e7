package claviger.kms;

/// The algorithms of Encapsulate and Decapsulate.
public enum EncapsulationAlgorithmSpec {
    ML_KEM
}
