package claviger.bench;

import claviger.bench.Contest.Entry;
import claviger.crypto.AesGcm;
import claviger.crypto.Curve;
import claviger.crypto.Digest;
import claviger.crypto.EcPrivateKey;
import claviger.crypto.Ed25519PrivateKey;
import claviger.crypto.Envelope;
import claviger.crypto.Hash;
import claviger.crypto.Hmac;
import claviger.crypto.HmacKey;
import claviger.crypto.MlDsa;
import claviger.crypto.MlDsaPrivateKey;
import claviger.crypto.MlKem;
import claviger.crypto.MlKemPrivateKey;
import claviger.crypto.Oaep;
import claviger.crypto.Randomness;
import claviger.crypto.RsaPadding;
import claviger.crypto.RsaPrivateKey;
import claviger.crypto.SecretBytes;
import claviger.crypto.Sm2PrivateKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// Every algorithm, through the methods and with the held keys that a request uses.
final class Contests {

    /// The least ratio for key pairs, and for long messages.
    private static final double NEARLY_AS_FAST = 0.9;
    /// The least ratio for 16 bytes, where setting up counts most.
    private static final double SHORT = 0.4;

    private static final int LONG_LENGTH = 4096;
    private static final int SHORT_LENGTH = 16;

    private static final Randomness RANDOM = new Randomness(new SecureRandom());
    private static final byte[] MESSAGE = new byte[32];
    private static final Digest DIGEST = Hash.SHA_256.digest(MESSAGE);

    private Contests() {}

    static List<Contest> all() {
        var all = new ArrayList<Contest>();
        for (var length : new int[] {SHORT_LENGTH, LONG_LENGTH}) {
            all.add(aesGcm(length));
            for (var hmac : List.of(Hmac.SHA_256, Hmac.SHA_384, Hmac.SHA_512)) {
                all.add(hmac(hmac, length));
            }
        }
        for (var bits : new int[] {2048, 3072, 4096}) {
            all.add(rsa(bits));
        }
        for (var curve : List.of(Curve.P256, Curve.P384, Curve.P521)) {
            all.add(ecdsa(curve));
            all.add(ecdh(curve));
        }
        all.add(secp256k1());
        all.add(ed25519());
        all.add(sm2Signatures());
        all.add(sm2Rest());
        for (var parameterSet : MlDsa.values()) {
            all.add(mlDsa(parameterSet));
        }
        for (var parameterSet : MlKem.values()) {
            all.add(mlKem(parameterSet));
        }
        return all;
    }

    private static Contest aesGcm(int length) {
        var key = RANDOM.secret(32);
        var aad = new byte[0];
        var plaintext = RANDOM.secret(length);
        var sealing = new AesGcm(key);
        var sealed = sealing.seal(aad, plaintext, RANDOM);
        var identity =
                new Envelope.Identity("aws", "111122223333", "1234abcd-12ab-34cd-56ef-1234567890ab", "0".repeat(64));
        var context = Map.of("application", "bench");
        var envelope = Envelope.seal(identity, key, context, plaintext, RANDOM);
        return new Contest(
                "AES-256-GCM, " + length + " bytes",
                List.of(
                        once("seal", goal(length), () -> sealing.seal(aad, plaintext, RANDOM)),
                        once("open", goal(length), () -> sealing.open(aad, sealed)),
                        new Entry(
                                "seal an envelope",
                                () -> Envelope.seal(identity, key, context, plaintext, RANDOM),
                                Opponent.ONCE,
                                null),
                        new Entry(
                                "open an envelope",
                                () -> Envelope.parse(envelope).orElseThrow().open(key, context),
                                Opponent.ONCE,
                                null)),
                Openssl.speed("-evp", "aes-256-gcm", "-bytes", "" + length));
    }

    private static Contest hmac(Hmac hmac, int length) {
        var key = new HmacKey(hmac, RANDOM.secret(hmac.length()));
        var message = new byte[length];
        var name = hmac.name().replace('_', '-');
        return new Contest(
                "HMAC-" + name + ", " + length + " bytes",
                List.of(once("make", goal(length), () -> key.compute(message))),
                Openssl.speed("-hmac", name.replace("-", "").toLowerCase(Locale.ROOT), "-bytes", "" + length));
    }

    private static double goal(int length) {
        return length == SHORT_LENGTH ? SHORT : NEARLY_AS_FAST;
    }

    private static Contest rsa(int bits) {
        var key = RsaPrivateKey.generate(bits);
        var publicKey = key.publicKey();
        var pkcs1 = key.sign(RsaPadding.PKCS1_V1_5, DIGEST, RANDOM);
        var pss = key.sign(RsaPadding.PSS, DIGEST, RANDOM);
        var ciphertext = publicKey.encrypt(Oaep.SHA_256, SecretBytes.copyOf(MESSAGE));
        return new Contest(
                "RSA-" + bits,
                List.of(
                        pair("sign", "sign, PKCS #1 v1.5", () -> key.sign(RsaPadding.PKCS1_V1_5, DIGEST, RANDOM)),
                        pair("sign", "sign, PSS", () -> key.sign(RsaPadding.PSS, DIGEST, RANDOM)),
                        pair(
                                "verify",
                                "verify, PKCS #1 v1.5",
                                () -> publicKey.verify(RsaPadding.PKCS1_V1_5, DIGEST, pkcs1)),
                        pair("verify", "verify, PSS", () -> publicKey.verify(RsaPadding.PSS, DIGEST, pss)),
                        pair("decrypt", "decrypt, OAEP", () -> key.decrypt(Oaep.SHA_256, ciphertext))),
                Openssl.speed("rsa" + bits));
    }

    private static Contest ecdsa(Curve curve) {
        return ecdsa("ECDSA " + name(curve), EcPrivateKey.generate(curve), Openssl.speed("ecdsap" + bits(curve)));
    }

    private static Contest ecdsa(String name, EcPrivateKey key, Opponent opponent) {
        var signature = key.sign(DIGEST);
        return new Contest(
                name,
                List.of(
                        pair("sign", "sign", () -> key.sign(DIGEST)),
                        pair("verify", "verify", () -> key.publicKey().verify(DIGEST, signature))),
                opponent);
    }

    private static Contest ecdh(Curve curve) {
        var key = EcPrivateKey.generate(curve);
        var peer = EcPrivateKey.generate(curve).publicKey();
        return new Contest(
                "ECDH " + name(curve),
                List.of(pair("agree", "agree", () -> key.deriveSharedSecret(peer))),
                Openssl.speed("ecdhp" + bits(curve)));
    }

    private static String name(Curve curve) {
        return "P-" + bits(curve);
    }

    private static String bits(Curve curve) {
        return curve.name().substring(1);
    }

    private static Contest secp256k1() {
        var key = EcPrivateKey.generate(Curve.SECP256K1);
        return ecdsa(
                "ECDSA secp256k1", key, BouncyCastle.ecdsa(key, DIGEST.value().toByteArray()));
    }

    private static Contest ed25519() {
        var key = Ed25519PrivateKey.generate(RANDOM);
        var signature = key.sign(MESSAGE);
        return new Contest(
                "Ed25519",
                List.of(
                        pair("sign", "sign", () -> key.sign(MESSAGE)),
                        pair("verify", "verify", () -> key.publicKey().verify(MESSAGE, signature))),
                Openssl.speed("ed25519"));
    }

    private static Contest sm2Signatures() {
        var key = Sm2PrivateKey.generate(RANDOM);
        var signature = key.sign(MESSAGE, RANDOM);
        return new Contest(
                "SM2",
                List.of(
                        pair("sign", "sign", () -> key.sign(MESSAGE, RANDOM)),
                        pair("verify", "verify", () -> key.publicKey().verify(MESSAGE, signature))),
                Openssl.speed("curveSM2"));
    }

    private static Contest sm2Rest() {
        var key = Sm2PrivateKey.generate(RANDOM);
        var peer = Sm2PrivateKey.generate(RANDOM).publicKey();
        var ciphertext = key.publicKey().encrypt(SecretBytes.copyOf(MESSAGE), RANDOM);
        return new Contest(
                "SM2",
                List.of(
                        pair("decrypt", "decrypt", () -> key.decrypt(ciphertext)),
                        pair("agree", "agree", () -> key.deriveSharedSecret(peer))),
                BouncyCastle.sm2(key, peer.spki(), MESSAGE));
    }

    private static Contest mlDsa(MlDsa parameterSet) {
        var key = MlDsaPrivateKey.generate(parameterSet, RANDOM);
        var signature = key.sign(MESSAGE, RANDOM);
        return new Contest(
                name(parameterSet),
                List.of(
                        pair("sign", "sign", () -> key.sign(MESSAGE, RANDOM)),
                        pair("verify", "verify", () -> key.publicKey().verify(MESSAGE, signature))),
                BouncyCastle.mlDsa(key, MESSAGE));
    }

    private static Contest mlKem(MlKem parameterSet) {
        var key = MlKemPrivateKey.generate(parameterSet, RANDOM);
        var ciphertext = key.publicKey().encapsulate(RANDOM).ciphertext();
        return new Contest(
                name(parameterSet),
                List.of(
                        pair("encapsulate", "encapsulate", () -> key.publicKey().encapsulate(RANDOM)),
                        pair("decapsulate", "decapsulate", () -> key.decapsulate(ciphertext))),
                BouncyCastle.mlKem(key));
    }

    private static String name(Enum<?> parameterSet) {
        return parameterSet.name().replace('_', '-');
    }

    private static Entry once(String operation, double goal, Supplier<?> work) {
        return new Entry(operation, work, Opponent.ONCE, goal);
    }

    private static Entry pair(String against, String operation, Supplier<?> work) {
        return new Entry(operation, work, against, NEARLY_AS_FAST);
    }
}
