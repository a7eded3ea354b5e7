package claviger.crypto;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// Ed25519 by Bouncy Castle: for platforms that Amazon's library does not know.
record BouncyCastleEd25519() implements Ed25519Engine {

    private static final byte[] NO_CONTEXT = new byte[0];

    /// The public key of a seed, 32 bytes.
    static Blob publicKey(SecretBytes seed) {
        var publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
        return seed.use(bytes -> {
            Ed25519.generatePublicKey(bytes, 0, publicKey, 0);
            return Blob.adopt(publicKey);
        });
    }

    /// Whether 32 bytes are a point, written in the one way there is, and of the order that all
    /// public keys have: none of the eight small ones, and nothing added to them.
    static boolean isPublicKey(Blob bytes) {
        return bytes.length() == Ed25519.PUBLIC_KEY_SIZE && Ed25519.validatePublicKeyFull(bytes.shared(), 0);
    }

    private static byte[] prehash(byte[] message) {
        return Jdk.digest("SHA-512").digest(message);
    }

    @Override
    public Private privateKey(byte[] pkcs8) {
        var seed = Ed25519PrivateKey.seed(pkcs8);
        return new JavaPrivate(seed, publicKey(seed));
    }

    @Override
    public Public publicKey(byte[] spki) {
        return new JavaPublic(KeyEncoding.ED25519.readPublic(spki));
    }

    private record JavaPrivate(SecretBytes seed, Blob publicKey) implements Private {

        @Override
        public byte[] sign(boolean prehash, byte[] message) {
            var signature = new byte[Ed25519.SIGNATURE_SIZE];
            var key = publicKey.shared();
            return seed.use(bytes -> {
                if (prehash) {
                    Ed25519.signPrehash(bytes, 0, key, 0, NO_CONTEXT, prehash(message), 0, signature, 0);
                } else {
                    Ed25519.sign(bytes, 0, key, 0, message, 0, message.length, signature, 0);
                }
                return signature;
            });
        }

        @Override
        public void destroy() {
            seed.wipe();
        }

        @Override
        public String toString() {
            return "JavaPrivate";
        }
    }

    private record JavaPublic(Blob key) implements Public {

        @Override
        public boolean verify(boolean prehash, byte[] message, byte[] signature) {
            return prehash
                    ? Ed25519.verifyPrehash(signature, 0, key.shared(), 0, NO_CONTEXT, prehash(message), 0)
                    : Ed25519.verify(signature, 0, key.shared(), 0, message, 0, message.length);
        }
    }
}
