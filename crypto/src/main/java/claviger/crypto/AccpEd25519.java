package claviger.crypto;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;

/// Ed25519 by Amazon Corretto Crypto Provider.
record AccpEd25519(Provider accp) implements Ed25519Engine {

    private static final String ED25519 = "Ed25519";

    private static String algorithm(boolean prehash) {
        return prehash ? "Ed25519ph" : ED25519;
    }

    @Override
    public Private privateKey(byte[] pkcs8) {
        return new NativePrivate(Accp.privateKey(accp, ED25519, pkcs8), accp);
    }

    @Override
    public Public publicKey(byte[] spki) {
        return new NativePublic(Accp.publicKey(accp, ED25519, spki), accp);
    }

    private record NativePrivate(PrivateKey key, Provider accp) implements Private {

        @Override
        public byte[] sign(boolean prehash, byte[] message) {
            return Accp.sign(accp, algorithm(prehash), key, message);
        }

        @Override
        public void destroy() {
            Accp.destroy(key);
        }

        @Override
        public String toString() {
            return "NativePrivate";
        }
    }

    private record NativePublic(PublicKey key, Provider accp) implements Public {

        @Override
        public boolean verify(boolean prehash, byte[] message, byte[] signature) {
            return Accp.verify(accp, algorithm(prehash), key, message, signature);
        }
    }
}
