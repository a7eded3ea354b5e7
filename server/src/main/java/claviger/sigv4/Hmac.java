package claviger.sigv4;

/// The keyed hash that signatures and signing keys are made with.
@FunctionalInterface
interface Hmac {

    /// 32 bytes. Keeps neither the key nor anything that was made from it.
    byte[] compute(byte[] key, byte[] message);

    Hmac SHA_256 = claviger.crypto.Hmac.SHA_256::compute;
}
