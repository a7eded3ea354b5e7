package claviger.crypto;

/// The public half of a key pair.
public sealed interface AsymmetricPublicKey
        permits RsaPublicKey, EcPublicKey, Ed25519PublicKey, MlDsaPublicKey, MlKemPublicKey, Sm2PublicKey {

    /// DER SubjectPublicKeyInfo (RFC 5280), always the same bytes for the same key.
    Blob spki();
}
