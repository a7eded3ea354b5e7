package claviger.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Security;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// The JDK's own providers, always named: whatever else is installed in the process cannot take
/// their place, and a look-up through the list of providers costs more than the key set-up of AES.
final class Jdk {

    private static final Provider SUN_JCE =
            Objects.requireNonNull(Security.getProvider("SunJCE"), "this JDK lacks the SunJCE provider");
    private static final Provider SUN =
            Objects.requireNonNull(Security.getProvider("SUN"), "this JDK lacks the SUN provider");

    private Jdk() {}

    static Cipher cipher(String transformation) {
        try {
            return Cipher.getInstance(transformation, SUN_JCE);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JDK lacks " + transformation, impossible);
        }
    }

    static Mac mac(String algorithm, byte[] key) {
        try {
            var mac = Mac.getInstance(algorithm, SUN_JCE);
            mac.init(new BorrowedKey(algorithm, key));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JDK lacks " + algorithm, impossible);
        }
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm, SUN);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JDK lacks " + algorithm, impossible);
        }
    }

    /// Lends key bytes to the provider, which wipes the copy it asks for. `SecretKeySpec` would
    /// keep one more copy that nobody can wipe: its `destroy` throws.
    static final class BorrowedKey implements SecretKey {

        private final String algorithm;
        private final transient byte[] bytes;

        BorrowedKey(String algorithm, byte[] bytes) {
            this.algorithm = algorithm;
            this.bytes = bytes;
        }

        @Override
        public String getAlgorithm() {
            return algorithm;
        }

        @Override
        public String getFormat() {
            return "RAW";
        }

        @Override
        public byte[] getEncoded() {
            return bytes.clone();
        }
    }
}
