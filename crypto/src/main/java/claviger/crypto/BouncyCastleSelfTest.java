package claviger.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;

/// One known answer for each algorithm that Bouncy Castle computes. Apart from [SelfTest], so that
/// a server without such keys does not load the library when it starts.
public final class BouncyCastleSelfTest {

    /// The hashes of ML-DSA and ML-KEM were computed by the JDK.
    private static final List<SelfTest.KnownAnswer> ANSWERS = List.of(
            new SelfTest.KnownAnswer("ML-DSA-44", () -> mlDsa(MlDsa.ML_DSA_44, """
                            7fb23429267987f8cabe187cfe202d1fa93c9aa7874046b8a4a3a77633c18440""")),
            new SelfTest.KnownAnswer("ML-DSA-65", () -> mlDsa(MlDsa.ML_DSA_65, """
                            4c1ce8f7550c9ad7ed17645aaaa3a1ad6c5642ff706e1e37ca88c175566c95ac""")),
            new SelfTest.KnownAnswer("ML-DSA-87", () -> mlDsa(MlDsa.ML_DSA_87, """
                            b7ed3651af46196daf09c19bd00393b071d0a75e65755ae7ba908e2fb7beed0c""")),
            new SelfTest.KnownAnswer("ML-KEM-512", () -> mlKem(MlKem.ML_KEM_512, """
                            b65c899c5ebe404d85602a2bd53b4c24906937773aca96f9ccf458a50054479f""")),
            new SelfTest.KnownAnswer("ML-KEM-768", () -> mlKem(MlKem.ML_KEM_768, """
                            a74653941f72bf061cbc3e9877a91a892479a1eeb51c908ba43ff7aeafa89c7c""")),
            new SelfTest.KnownAnswer("ML-KEM-1024", () -> mlKem(MlKem.ML_KEM_1024, """
                            b6851442e20519ca9ea00a10be2672144022015364f310bd4e4adf16e02226f5""")),
            new SelfTest.KnownAnswer("SM2DSA", BouncyCastleSelfTest::sm2Dsa),
            new SelfTest.KnownAnswer("SM2PKE", BouncyCastleSelfTest::sm2Pke),
            new SelfTest.KnownAnswer("ECDH on the curve of SM2", BouncyCastleSelfTest::sm2Agreement));

    private BouncyCastleSelfTest() {}

    /// The names of the algorithms that failed, none if all is well. Takes some ten milliseconds
    /// once its classes are loaded.
    public static List<String> failures() {
        return SelfTest.failures(ANSWERS);
    }

    /// The key of the seed 00 01 02 … and its deterministic signature.
    private static boolean mlDsa(MlDsa set, String expected) throws NoSuchAlgorithmException {
        var key = MlDsaPrivateKey.ofSeed(set, counting(MlDsa.SEED_LENGTH));
        var message = ascii("abc");
        var signature = key.signWithInsecureRandomizer(message, new byte[32]);
        return isHash(expected, key.publicKey().raw(), signature)
                && key.publicKey().verify(message, signature)
                && refusesChanged(signature, changed -> key.publicKey().verify(message, changed));
    }

    /// The key of the seed 00 01 02 …, what it makes of a message of zeros, and the secret of a
    /// changed ciphertext.
    private static boolean mlKem(MlKem set, String expected) throws NoSuchAlgorithmException {
        var key = MlKemPrivateKey.ofSeed(set, counting(MlKem.SEED_LENGTH));
        var made = key.publicKey().encapsulateInsecurely(new byte[32]);
        var changed = made.ciphertext().toByteArray();
        changed[0] ^= 1;
        var other = key.decapsulate(Blob.adopt(changed)).orElseThrow();
        return isHash(
                        expected,
                        key.publicKey().raw(),
                        made.ciphertext(),
                        Blob.adopt(made.sharedSecret().expose()),
                        Blob.adopt(other.expose()))
                && key.decapsulate(made.ciphertext()).orElseThrow().sameAs(made.sharedSecret());
    }

    /// GM/T 0003.5, annex A.
    private static boolean sm2Dsa() {
        var message = ascii("message digest");
        var signature = Blob.adopt(hex("""
                3046022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3\
                022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"""));
        var key = sm2().publicKey();
        return key.verify(message, signature) && refusesChanged(signature, changed -> key.verify(message, changed));
    }

    /// GM/T 0003.5, annex C.
    private static boolean sm2Pke() {
        var ciphertext = Blob.adopt(hex("""
                307c022004ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73\
                022100e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0\
                042059983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766\
                041321886ca989ca9c7d58087307ca93092d651efa"""));
        var key = sm2();
        return key.decrypt(ciphertext).orElseThrow().sameAs(SecretBytes.adopt(ascii("encryption standard")))
                && refusesChanged(ciphertext, changed -> key.decrypt(changed).isPresent());
    }

    /// With itself, which is the point of the example times its scalar once more.
    private static boolean sm2Agreement() {
        var key = sm2();
        return key.deriveSharedSecret(key.publicKey())
                .sameAs(SecretBytes.adopt(hex("72dd7018c3b799440449e32f3a0ee745d6283f18e5c5624e0eddbe3242a282b9")));
    }

    private static Sm2PrivateKey sm2() {
        return Sm2PrivateKey.ofPkcs8(SecretBytes.adopt(hex("""
                3041020100301306072a8648ce3d020106082a811ccf5501822d042730250201010420\
                3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"""))).orElseThrow();
    }

    private static boolean isHash(String expected, Blob... parts) throws NoSuchAlgorithmException {
        var digest = MessageDigest.getInstance("SHA-256");
        for (var part : parts) {
            digest.update(part.shared());
        }
        return HexFormat.of().formatHex(digest.digest()).equals(expected);
    }

    /// A library that takes anything would pass the rest.
    private static boolean refusesChanged(Blob right, Predicate<Blob> takes) {
        var changed = right.toByteArray();
        changed[changed.length - 1] ^= 1;
        return !takes.test(Blob.adopt(changed));
    }

    private static SecretBytes counting(int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return SecretBytes.adopt(bytes);
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
