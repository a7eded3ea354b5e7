package claviger.crypto;

/// The private half of a key pair, parsed and ready for use by any number of threads.
///
/// What computes is chosen in [KeyPairEngines], and held natively where it can be: keeping the
/// object is what makes the next use fast.
public sealed interface AsymmetricPrivateKey
        permits RsaPrivateKey, EcPrivateKey, Ed25519PrivateKey, MlDsaPrivateKey, MlKemPrivateKey, Sm2PrivateKey {

    AsymmetricPublicKey publicKey();

    /// DER PrivateKeyInfo (RFC 5208), always the same bytes for the same key. A copy: the caller
    /// wipes it.
    ///
    /// @throws SecretBytes.WipedException if the key is gone
    SecretBytes pkcs8();

    /// Overwrites what can be overwritten, as soon as nobody uses it, and forgets the rest. Using
    /// the key afterwards is a [SecretBytes.WipedException]. May be called again.
    void wipe();

    boolean isWiped();
}
