package claviger.audit;

import claviger.crypto.Blob;
import claviger.crypto.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/// The Ed25519 key that signs the heads of the audit log.
public final class AuditKey {

    private static final String ED25519 = "Ed25519";

    private final PrivateKey privateKey;
    private final PublicAuditKey publicKey;

    private AuditKey(PrivateKey privateKey, PublicAuditKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /// A key pair at rest.
    ///
    /// @param privateKey PKCS#8, to be sealed
    /// @param publicKey SPKI, to be given to whoever verifies
    public record Pair(SecretBytes privateKey, Blob publicKey) {}

    /// A new pair, from the platform's random source.
    public static Pair newPair() {
        try {
            var pair = KeyPairGenerator.getInstance(ED25519).generateKeyPair();
            return new Pair(
                    SecretBytes.adopt(pair.getPrivate().getEncoded()),
                    Blob.adopt(pair.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 15 has Ed25519", e);
        }
    }

    /// The key that RFC 8032 makes of a seed: the same whenever the seed is.
    ///
    /// @param seed 32 bytes, secret
    public static AuditKey fromSeed(SecretBytes seed) {
        try {
            var generator = KeyPairGenerator.getInstance(ED25519);
            // The JDK derives no public key from a private one, but it draws the seed of a new pair from
            // the source that it is given.
            generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
            var pair = generator.generateKeyPair();
            return new AuditKey(
                    pair.getPrivate(),
                    PublicAuditKey.of(Blob.adopt(pair.getPublic().getEncoded())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK since 15 has Ed25519", e);
        }
    }

    /// A source that gives the seed and nothing else.
    private static final class Seed extends SecureRandom {
        private final transient SecretBytes seed;

        Seed(SecretBytes seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length != seed.length()) {
                throw new IllegalStateException("an Ed25519 seed has 32 bytes, asked for " + bytes.length);
            }
            seed.use(from -> {
                System.arraycopy(from, 0, bytes, 0, bytes.length);
                return bytes;
            });
        }
    }

    /// The public half as SPKI.
    public Blob spki() {
        return publicKey.spki();
    }

    /// The key, ready to sign. The secret may be wiped afterwards.
    ///
    /// @throws IllegalArgumentException if these are not the two halves of one Ed25519 key
    public static AuditKey of(SecretBytes pkcs8, Blob spki) {
        var publicKey = PublicAuditKey.of(spki);
        AuditKey key;
        try {
            key = new AuditKey(pkcs8.use(AuditKey::decode), publicKey);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the private audit key is not an Ed25519 key in PKCS#8", e);
        }
        // A pair that does not match would write a log that nobody can verify.
        var probe = "claviger audit key check".getBytes(StandardCharsets.US_ASCII);
        if (!publicKey.verifies(probe, key.sign(probe))) {
            throw new IllegalArgumentException("the private audit key does not belong to the public one");
        }
        return key;
    }

    private static PrivateKey decode(byte[] pkcs8) {
        try {
            return KeyFactory.getInstance(ED25519).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(e);
        }
    }

    PublicAuditKey publicKey() {
        return publicKey;
    }

    byte[] sign(byte[] message) {
        try {
            var signature = Signature.getInstance(ED25519);
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a checked Ed25519 key signs", e);
        }
    }

    /// The half that verifies.
    static final class PublicAuditKey {

        private final PublicKey key;
        private final String id;

        private PublicAuditKey(PublicKey key, String id) {
            this.key = key;
            this.id = id;
        }

        /// @throws IllegalArgumentException if this is not an Ed25519 key in SPKI
        static PublicAuditKey of(Blob spki) {
            try {
                var key = KeyFactory.getInstance(ED25519).generatePublic(new X509EncodedKeySpec(spki.shared()));
                return new PublicAuditKey(key, Sha256.hex(Sha256.of(spki.shared())));
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("the public audit key is not an Ed25519 key in SPKI", e);
            }
        }

        Blob spki() {
            return Blob.adopt(key.getEncoded());
        }

        /// SHA-256 of the SPKI, in hex.
        String id() {
            return id;
        }

        boolean verifies(byte[] message, byte[] signature) {
            try {
                var verifier = Signature.getInstance(ED25519);
                verifier.initVerify(key);
                verifier.update(message);
                return verifier.verify(signature);
            } catch (GeneralSecurityException _) {
                // The JDK throws, rather than answers, for a signature that is no point or too large.
                return false;
            }
        }

        boolean verifies(Head head) {
            return head.keyId().equals(id) && verifies(head.signedMessage(), head.signature());
        }
    }
}
