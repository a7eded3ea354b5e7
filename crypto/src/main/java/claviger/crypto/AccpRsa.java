package claviger.crypto;

import java.security.Key;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/// RSA by Amazon Corretto Crypto Provider.
record AccpRsa(Provider accp) implements RsaEngine {

    private static final String RSA = "RSA";
    private static final String RAW = "RSA/ECB/NoPadding";

    // Spelt out in parameters: taken by name, some providers mask with SHA-1 whatever the hash.
    private static final String OAEP = "RSA/ECB/OAEPPadding";

    @Override
    public SecretBytes generate(int bits) {
        return Accp.generate(accp, RSA, new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
    }

    @Override
    public Private privateKey(byte[] pkcs8) {
        return new NativePrivate(Accp.privateKey(accp, RSA, pkcs8), accp);
    }

    @Override
    public Public publicKey(byte[] spki) {
        return new NativePublic(Accp.publicKey(accp, RSA, spki), accp);
    }

    private record NativePrivate(PrivateKey key, Provider accp) implements Private {

        @Override
        public byte[] apply(byte[] block) {
            return raw(key, accp, block);
        }

        @Override
        public byte[] decrypt(Oaep oaep, byte[] ciphertext) {
            return Accp.compute(() -> {
                var cipher = Cipher.getInstance(OAEP, accp);
                cipher.init(Cipher.DECRYPT_MODE, key, parameters(oaep));
                return cipher.doFinal(ciphertext);
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
        public byte[] apply(byte[] block) {
            return raw(key, accp, block);
        }

        @Override
        public byte[] encrypt(Oaep oaep, byte[] plaintext) {
            return Accp.compute(() -> {
                var cipher = Cipher.getInstance(OAEP, accp);
                cipher.init(Cipher.ENCRYPT_MODE, key, parameters(oaep));
                return cipher.doFinal(plaintext);
            });
        }
    }

    private static byte[] raw(Key key, Provider accp, byte[] block) {
        return Accp.compute(() -> {
            var cipher = Cipher.getInstance(RAW, accp);
            cipher.init(Cipher.ENCRYPT_MODE, key);
            return cipher.doFinal(block);
        });
    }

    private static OAEPParameterSpec parameters(Oaep oaep) {
        return new OAEPParameterSpec(
                oaep.hash(), "MGF1", new MGF1ParameterSpec(oaep.hash()), PSource.PSpecified.DEFAULT);
    }
}
