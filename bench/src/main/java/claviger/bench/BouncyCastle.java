package claviger.bench;

import claviger.crypto.AsymmetricPrivateKey;
import claviger.crypto.Blob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.agreement.ECDHBasicAgreement;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/// Bouncy Castle itself, with the same keys, set up once: for what `openssl speed` does not know.
///
/// @param operations what it does, by what that is called
record BouncyCastle(Map<String, Supplier<?>> operations) implements Opponent {

    @Override
    public String name() {
        return "Bouncy Castle";
    }

    @Override
    public Map<String, Double> measure(double seconds) {
        var rates = new LinkedHashMap<String, Double>();
        operations.forEach((name, work) -> rates.put(name, InProcess.perSecond(work, seconds)));
        return rates;
    }

    static BouncyCastle ecdsa(AsymmetricPrivateKey pair, byte[] digest) {
        var privateKey = privateKey(pair);
        var publicKey = publicKey(pair.publicKey().spki());
        var signature = signed(privateKey, digest);
        return new BouncyCastle(Map.of("sign", () -> signed(privateKey, digest), "verify", () -> {
            var signer = new ECDSASigner();
            signer.init(false, publicKey);
            return signer.verifySignature(digest, signature[0], signature[1]);
        }));
    }

    private static java.math.BigInteger[] signed(CipherParameters key, byte[] digest) {
        var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, key);
        return signer.generateSignature(digest);
    }

    static BouncyCastle sm2(AsymmetricPrivateKey pair, Blob peer, byte[] plaintext) {
        var privateKey = privateKey(pair);
        var peerKey = publicKey(peer);
        var sealing = new ParametersWithRandom(publicKey(pair.publicKey().spki()), new SecureRandom());
        var ciphertext = sm2(true, sealing, plaintext);
        return new BouncyCastle(Map.of("decrypt", () -> sm2(false, privateKey, ciphertext), "agree", () -> {
            var agreement = new ECDHBasicAgreement();
            agreement.init(privateKey);
            return agreement.calculateAgreement(peerKey);
        }));
    }

    private static byte[] sm2(boolean encrypt, CipherParameters key, byte[] input) {
        var engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
        engine.init(encrypt, key);
        try {
            return engine.processBlock(input, 0, input.length);
        } catch (org.bouncycastle.crypto.InvalidCipherTextException e) {
            throw new IllegalStateException(e);
        }
    }

    static BouncyCastle mlDsa(AsymmetricPrivateKey pair, byte[] message) {
        var privateKey = new ParametersWithRandom(privateKey(pair), new SecureRandom());
        var publicKey = publicKey(pair.publicKey().spki());
        var signature = signedMlDsa(privateKey, message);
        return new BouncyCastle(Map.of("sign", () -> signedMlDsa(privateKey, message), "verify", () -> {
            var signer = new MLDSASigner();
            signer.init(false, publicKey);
            signer.update(message, 0, message.length);
            return signer.verifySignature(signature);
        }));
    }

    private static byte[] signedMlDsa(CipherParameters key, byte[] message) {
        var signer = new MLDSASigner();
        signer.init(true, key);
        signer.update(message, 0, message.length);
        try {
            return signer.generateSignature();
        } catch (org.bouncycastle.crypto.CryptoException e) {
            throw new IllegalStateException(e);
        }
    }

    static BouncyCastle mlKem(AsymmetricPrivateKey pair) {
        var publicKey = publicKey(pair.publicKey().spki());
        var generator = new MLKEMGenerator(new SecureRandom());
        var extractor = new MLKEMExtractor((MLKEMPrivateKeyParameters) privateKey(pair));
        var ciphertext = generator.generateEncapsulated(publicKey).getEncapsulation();
        return new BouncyCastle(Map.of(
                "encapsulate", () -> generator.generateEncapsulated(publicKey).getSecret(),
                "decapsulate", () -> extractor.extractSecret(ciphertext)));
    }

    private static AsymmetricKeyParameter privateKey(AsymmetricPrivateKey pair) {
        try {
            return PrivateKeyFactory.createKey(pair.pkcs8().expose());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AsymmetricKeyParameter publicKey(Blob spki) {
        try {
            return PublicKeyFactory.createKey(spki.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
