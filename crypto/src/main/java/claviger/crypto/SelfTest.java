package claviger.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// One known answer for each algorithm, for the start of a server: a JDK that computes something
/// else, or that takes what is wrong, must not touch anybody's keys.
public final class SelfTest {

    private static final List<KnownAnswer> ANSWERS = List.of(
            new KnownAnswer("SHA-256", SelfTest::sha256),
            new KnownAnswer("HMAC-SHA-224", () -> hmac(Hmac.SHA_224, """
                            a30e01098bc6dbbf45690f3a7e9e6d0f8bbea2a39e6148008fd05e44""")),
            new KnownAnswer("HMAC-SHA-256", () -> hmac(Hmac.SHA_256, """
                            5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843""")),
            new KnownAnswer("HMAC-SHA-384", () -> hmac(Hmac.SHA_384, """
                            af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47\
                            e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649""")),
            new KnownAnswer("HMAC-SHA-512", () -> hmac(Hmac.SHA_512, """
                            164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554\
                            9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737""")),
            new KnownAnswer("HKDF-SHA-256", SelfTest::hkdf),
            new KnownAnswer("AES-256-GCM", SelfTest::aesGcm),
            new KnownAnswer("AES-KWP", SelfTest::keyWrap),
            new KnownAnswer("envelope", SelfTest::envelope));

    private SelfTest() {}

    /// The names of the algorithms that failed, none if all is well. Takes a few milliseconds
    /// once its classes are loaded.
    public static List<String> failures() {
        return failures(ANSWERS);
    }

    static List<String> failures(List<KnownAnswer> answers) {
        return answers.stream()
                .filter(answer -> !answer.isRight())
                .map(KnownAnswer::name)
                .toList();
    }

    record KnownAnswer(String name, Check check) {

        interface Check {
            boolean holds() throws Exception;
        }

        boolean isRight() {
            try {
                return check.holds();
            } catch (Exception _) {
                return false;
            }
        }
    }

    /// FIPS 180-4, the example "abc".
    private static boolean sha256() throws NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256").digest(ascii("abc"));
        return Arrays.equals(digest, hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    /// RFC 4231, test case 2.
    private static boolean hmac(Hmac hmac, String expected) {
        var key = SecretBytes.adopt(ascii("Jefe"));
        var message = ascii("what do ya want for nothing?");
        var mac = Blob.adopt(hex(expected));
        var held = new HmacKey(hmac, key);
        return hmac.compute(key, message).equals(mac)
                && held.compute(message).equals(mac)
                && held.verify(message, mac)
                && hmac.verify(key, message, mac)
                && refusesChanged(mac, changed -> hmac.verify(key, message, changed));
    }

    /// RFC 5869, test case 1.
    private static boolean hkdf() {
        var key = secret("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b");
        var output = Hkdf.derive(key, hex("000102030405060708090a0b0c"), hex("f0f1f2f3f4f5f6f7f8f9"), 42);
        return output.sameAs(secret("""
                3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"""));
    }

    /// "The Galois/Counter Mode of Operation" (McGrew, Viega), test case 16.
    private static boolean aesGcm() {
        var key = secret("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
        var nonce = hex("cafebabefacedbaddecaf888");
        var aad = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        var plaintext = secret("""
                d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72\
                1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39""");
        var sealed = hex("""
                cafebabefacedbaddecaf888\
                522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa\
                8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b""");
        var sealing = new AesGcm(key);
        var ours = Arrays.copyOf(nonce, sealed.length);
        key.use(k -> plaintext.use(p -> {
            InsecureNonceAesGcm.seal(k, nonce, aad, p, ours, nonce.length);
            return ours;
        }));
        return Arrays.equals(ours, sealed)
                && sealing.open(aad, Blob.adopt(sealed)).orElseThrow().sameAs(plaintext)
                && refusesChanged(
                        Blob.adopt(sealed),
                        changed -> sealing.open(aad, changed).isPresent());
    }

    /// RFC 5649, section 6, the first example.
    private static boolean keyWrap() {
        var key = secret("5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8");
        var secret = secret("c37b7e6492584340bed12207808941155068f738");
        var wrapped = Blob.adopt(hex("138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a"));
        return KeyWrap.wrap(key, secret).equals(wrapped)
                && KeyWrap.unwrap(key, wrapped).orElseThrow().sameAs(secret)
                && refusesChanged(
                        wrapped, changed -> KeyWrap.unwrap(key, changed).isPresent());
    }

    /// `docs/format/envelope-vectors.json`, "one pair of context".
    private static boolean envelope() {
        var material = secret("b713d178c23a4c3783decd38bd4905cfccc6566b68c3647af942c26c08f868eb");
        var account = "111122223333";
        var keyId = "d956da6f-b26c-4733-a6cb-608315d49150";
        var identity = new Envelope.Identity("aws", account, keyId, MaterialId.of(account, keyId, material));
        var context = Map.of("department", "finance");
        var plaintext = SecretBytes.adopt(ascii("hello"));
        var sealed = Blob.adopt(hex("""
                0101313131313232323233333333246439353664613666\
                2d623236632d343733332d613663622d36303833313564343931353028c4fe1f\
                ee9751a20da82527274ac449b5558a5d50cb45d56dcb76af6960e39661b6d492\
                dfcd03f74aad0a2ae106fe99166277407492f190c5e32cd7591bc75063b09ef2\
                3ff0e0ea92a1260065dd0a505e2abf14440b4dd7fa5ba817ad47e98e5b68c21859"""));
        var salt = hex("61b6d492dfcd03f74aad0a2ae106fe99");
        return Envelope.sealWithInsecureSalt(identity, material, context, plaintext, salt)
                        .equals(sealed)
                && opens(sealed, material, context)
                && refusesChanged(sealed, changed -> opens(changed, material, context));
    }

    private static boolean opens(Blob sealed, SecretBytes material, Map<String, String> context) {
        return Envelope.parse(sealed)
                .flatMap(envelope -> envelope.open(material, context))
                .isPresent();
    }

    /// A provider that takes anything would pass the rest.
    private static boolean refusesChanged(Blob right, Predicate<Blob> takes) {
        var changed = right.toByteArray();
        changed[changed.length - 1] ^= 1;
        return !takes.test(Blob.adopt(changed));
    }

    private static SecretBytes secret(String hex) {
        return SecretBytes.adopt(hex(hex));
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
