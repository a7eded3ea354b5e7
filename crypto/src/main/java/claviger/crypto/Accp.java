package claviger.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.amazon.corretto.crypto.provider.SelfTestStatus;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import javax.security.auth.DestroyFailedException;
import javax.security.auth.Destroyable;

/// Amazon Corretto Crypto Provider: AWS's own arithmetic, several times as fast as Java's. Never
/// installed, always named; the JDK's symmetric ciphers and hashes are faster for short messages.
///
/// Loading it unpacks a library into the temporary folder, and takes some 200 ms: so it happens
/// when the first key pair is used. Where it fails, on another platform or because that folder is
/// read-only, there is none.
final class Accp {

    private Accp() {}

    private static final class Holder {
        static final Optional<Provider> PROVIDER = load();
    }

    static Optional<Provider> provider() {
        return Holder.PROVIDER;
    }

    private static Optional<Provider> load() {
        // Else it does not take Ed25519 keys of its own, and converts the JDK's at each signature.
        System.setProperty("com.amazon.corretto.crypto.provider.registerEdKeyFactory", "true");
        try {
            var accp = AmazonCorrettoCryptoProvider.INSTANCE;
            return accp.getLoadingError() == null && accp.runSelfTests() == SelfTestStatus.PASSED
                    ? Optional.of(accp)
                    : Optional.empty();
        } catch (LinkageError | RuntimeException absent) {
            return Optional.empty();
        }
    }

    interface Work<R> {
        R run() throws GeneralSecurityException;
    }

    /// With keys and inputs that were checked before, nothing is refused but what would be a fault
    /// of ours, or a signature or ciphertext that is wrong.
    static <R> R compute(Work<R> work) {
        try {
            return work.run();
        } catch (GeneralSecurityException refused) {
            throw new IllegalStateException("refused by ACCP", refused);
        }
    }

    /// A new key pair's PKCS#8, as the provider writes it.
    static SecretBytes generate(Provider accp, String algorithm, AlgorithmParameterSpec parameters) {
        return compute(() -> {
            var generator = KeyPairGenerator.getInstance(algorithm, accp);
            generator.initialize(parameters);
            var pair = generator.generateKeyPair();
            try {
                return SecretBytes.adopt(pair.getPrivate().getEncoded());
            } finally {
                destroy(pair.getPrivate());
            }
        });
    }

    static PrivateKey privateKey(Provider accp, String algorithm, byte[] pkcs8) {
        return compute(() -> KeyFactory.getInstance(algorithm, accp).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    }

    static PublicKey publicKey(Provider accp, String algorithm, byte[] spki) {
        return compute(() -> KeyFactory.getInstance(algorithm, accp).generatePublic(new X509EncodedKeySpec(spki)));
    }

    static byte[] sign(Provider accp, String algorithm, PrivateKey key, byte[] message) {
        return compute(() -> {
            var signature = Signature.getInstance(algorithm, accp);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        });
    }

    static boolean verify(Provider accp, String algorithm, PublicKey key, byte[] message, byte[] signed) {
        return compute(() -> {
            var signature = Signature.getInstance(algorithm, accp);
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(signed);
        });
    }

    /// Frees the native key, overwriting it.
    static void destroy(Key key) {
        if (key instanceof Destroyable destroyable && !destroyable.isDestroyed()) {
            try {
                destroyable.destroy();
            } catch (DestroyFailedException impossible) {
                throw new IllegalStateException("a native key cannot be freed", impossible);
            }
        }
    }
}
