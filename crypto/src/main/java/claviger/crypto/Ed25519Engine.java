package claviger.crypto;

/// What a library computes for Ed25519 (RFC 8032).
interface Ed25519Engine {

    Private privateKey(byte[] pkcs8);

    Public publicKey(byte[] spki);

    interface Private extends HeldKey.Destroyable {

        /// @param prehash whether it is Ed25519ph, which signs the SHA-512 of the message
        byte[] sign(boolean prehash, byte[] message);
    }

    interface Public {

        /// @param signature 64 bytes
        boolean verify(boolean prehash, byte[] message, byte[] signature);
    }
}
