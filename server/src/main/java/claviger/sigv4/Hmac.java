package claviger.sigv4;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// The keyed hash that signatures and signing keys are made with.
@FunctionalInterface
interface Hmac {

    /// 32 bytes. Keeps neither the key nor anything that was made from it.
    byte[] compute(byte[] key, byte[] message);

    Hmac SHA_256 = (key, message) -> {
        try {
            // A new one each time: a Mac that is kept holds its key, only masked.
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new LentKey(key));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    };

    /// Lends key bytes to a provider. A SecretKeySpec would hold a copy that nobody can wipe.
    final class LentKey implements SecretKey {

        private final transient byte[] key;

        LentKey(byte[] key) {
            this.key = key;
        }

        @Override
        public String getAlgorithm() {
            return "HmacSHA256";
        }

        @Override
        public String getFormat() {
            return "RAW";
        }

        /// A copy, since the provider wipes what it gets.
        @Override
        public byte[] getEncoded() {
            return key.clone();
        }
    }
}
