package claviger.crypto;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import javax.crypto.KeyAgreement;

/// The curves of NIST by Amazon Corretto Crypto Provider.
record AccpEc(Provider accp) implements EcEngine {

    private static final String EC = "EC";
    private static final String ECDSA = "NONEwithECDSA";

    @Override
    public SecretBytes generate(Curve curve) {
        return Accp.generate(accp, EC, new ECGenParameterSpec(name(curve)));
    }

    private static String name(Curve curve) {
        return switch (curve) {
            case P256 -> "secp256r1";
            case P384 -> "secp384r1";
            case P521 -> "secp521r1";
            case SECP256K1 -> "secp256k1";
        };
    }

    @Override
    public Private privateKey(Curve curve, byte[] pkcs8) {
        return new NativePrivate(Accp.privateKey(accp, EC, pkcs8), accp);
    }

    @Override
    public Public publicKey(Curve curve, byte[] spki) {
        return new NativePublic(Accp.publicKey(accp, EC, spki), accp);
    }

    private record NativePrivate(PrivateKey key, Provider accp) implements Private {

        @Override
        public byte[] sign(Digest digest) {
            return Accp.sign(accp, ECDSA, key, digest.value().shared());
        }

        @Override
        public byte[] agree(Public peer) {
            return Accp.compute(() -> {
                var agreement = KeyAgreement.getInstance("ECDH", accp);
                agreement.init(key);
                agreement.doPhase(((NativePublic) peer).key, true);
                return agreement.generateSecret();
            });
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
        public boolean verify(Digest digest, byte[] signature) {
            return Accp.verify(accp, ECDSA, key, digest.value().shared(), signature);
        }
    }
}
