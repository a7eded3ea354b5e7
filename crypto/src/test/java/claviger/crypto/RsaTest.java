package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("claviger.crypto.Engines#rsa")
class RsaTest {

    private static final Randomness RANDOM = new Randomness(new SecureRandom());
    private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);

    /// A key of each engine's own making, made once.
    private static final Map<RsaEngine, SecretBytes> KEYS = new HashMap<>();

    private final RsaEngine engine;
    private final RsaPrivateKey key;

    RsaTest(RsaEngine engine) {
        this.engine = engine;
        var pkcs8 = KEYS.computeIfAbsent(
                engine, _ -> RsaPrivateKey.generate(engine, 2048).pkcs8());
        this.key = RsaPrivateKey.ofTrustedPkcs8(engine, 2048, pkcs8).orElseThrow();
    }

    private RsaPrivateKey otherKey() {
        return RsaPrivateKey.ofTrustedPkcs8(engine, 2048, OpensslKeys.rsa2048()).orElseThrow();
    }

    @Test
    void a_generated_key_is_a_two_prime_key_of_its_size_with_the_usual_exponent() throws Exception {
        for (int bits : new int[] {2048, 3072}) {
            var generated = RsaPrivateKey.generate(engine, bits);
            assertThat(generated.bits()).isEqualTo(bits);
            assertThat(generated.publicKey().bits()).isEqualTo(bits);
            var numbers = jdkPrivate(generated);
            assertThat(numbers.getModulus().bitLength()).isEqualTo(bits);
            assertThat(numbers.getPublicExponent()).isEqualTo(BigInteger.valueOf(65537));
            assertThat(RsaPrivateKey.ofPkcs8(engine, bits, generated.pkcs8())).isPresent();
        }
    }

    @Test
    void the_largest_keys_work() {
        var large = RsaPrivateKey.ofPkcs8(engine, 4096, OpensslKeys.rsa4096()).orElseThrow();
        var digest = Hash.SHA_512.digest(MESSAGE);
        for (var padding : RsaPadding.values()) {
            var signature = large.sign(padding, digest, RANDOM);
            assertThat(signature.length()).isEqualTo(512);
            assertThat(large.publicKey().verify(padding, digest, signature)).isTrue();
        }
        assertThat(large.pkcs8().sameAs(OpensslKeys.rsa4096())).isTrue();
    }

    @Test
    void only_three_sizes_are_made_or_read() {
        for (int bits : new int[] {0, 1024, 2047, 2049, 8192}) {
            assertThatIllegalArgumentException().isThrownBy(() -> RsaPrivateKey.generate(engine, bits));
            assertThatIllegalArgumentException().isThrownBy(() -> RsaPrivateKey.ofPkcs8(engine, bits, key.pkcs8()));
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            RsaPublicKey.ofSpki(engine, bits, key.publicKey().spki()));
        }
    }

    @Test
    void what_is_written_is_read_as_the_same_key_by_every_engine_and_by_the_jdk() throws Exception {
        assertThat(jdkPrivate(key).getEncoded()).isEqualTo(key.pkcs8().expose());
        assertThat(KeyFactory.getInstance("RSA", "SunRsaSign")
                        .generatePublic(
                                new X509EncodedKeySpec(key.publicKey().spki().shared()))
                        .getEncoded())
                .isEqualTo(key.publicKey().spki().shared());
        for (var other : Engines.rsa().toList()) {
            var read = RsaPrivateKey.ofPkcs8(other, 2048, key.pkcs8()).orElseThrow();
            assertThat(read.pkcs8().sameAs(key.pkcs8())).isTrue();
            assertThat(read.publicKey().spki()).isEqualTo(key.publicKey().spki());
            assertThat(RsaPublicKey.ofSpki(other, 2048, key.publicKey().spki())
                            .orElseThrow()
                            .spki())
                    .isEqualTo(key.publicKey().spki());
        }
    }

    @Test
    void what_one_library_signs_the_others_verify() throws Exception {
        for (var hash : Hash.values()) {
            var digest = hash.digest(MESSAGE);
            for (var padding : RsaPadding.values()) {
                var signature = key.sign(padding, digest, RANDOM);
                assertThat(signature.length()).isEqualTo(256);
                for (var other : Engines.rsa().toList()) {
                    var theirs = RsaPublicKey.ofSpki(
                                    other, 2048, key.publicKey().spki())
                            .orElseThrow();
                    assertThat(theirs.verify(padding, digest, signature)).isTrue();
                }
                assertThat(jdkVerifies(padding, hash, signature)).isTrue();
                assertThat(key.publicKey().verify(padding, digest, jdkSigns(padding, hash)))
                        .isTrue();
            }
        }
    }

    @Test
    void a_signature_is_good_for_its_digest_hash_padding_and_key_only() {
        var other = otherKey().publicKey();
        for (var hash : Hash.values()) {
            var digest = hash.digest(MESSAGE);
            for (var padding : RsaPadding.values()) {
                var signature = key.sign(padding, digest, RANDOM);
                assertThat(other.verify(padding, digest, signature)).isFalse();
                for (var otherHash : Hash.values()) {
                    for (var otherPadding : RsaPadding.values()) {
                        assertThat(key.publicKey().verify(otherPadding, otherHash.digest(MESSAGE), signature))
                                .isEqualTo(hash == otherHash && padding == otherPadding);
                    }
                }
                assertThat(key.publicKey().verify(padding, hash.digest(new byte[0]), signature))
                        .isFalse();
            }
        }
    }

    @Test
    void a_spoilt_signature_is_refused() {
        var digest = Hash.SHA_256.digest(MESSAGE);
        for (var padding : RsaPadding.values()) {
            var signature = key.sign(padding, digest, RANDOM);
            for (int i = 0; i < signature.length(); i++) {
                var changed = signature.toByteArray();
                changed[i] ^= (byte) (1 << i % 8);
                assertThat(key.publicKey().verify(padding, digest, Blob.adopt(changed)))
                        .as("byte %d", i)
                        .isFalse();
            }
            refusesOtherForms(signature, form -> key.publicKey().verify(padding, digest, form));
        }
    }

    /// The same number in another length, and other numbers of the same residue.
    private void refusesOtherForms(Blob block, Predicate<Blob> takes) {
        var number = new BigInteger(1, block.shared());
        for (var form : List.of(
                Blob.EMPTY,
                Blob.adopt(Arrays.copyOf(block.shared(), 255)),
                Blob.adopt(Arrays.copyOf(block.shared(), 257)),
                Blob.adopt(HexFormat.of().parseHex("00" + HexFormat.of().formatHex(block.shared()))),
                Blob.adopt(new byte[256]),
                fill(modulus()),
                fill(modulus().subtract(BigInteger.ONE)),
                fill(number.add(modulus())),
                Blob.adopt(HexFormat.of().parseHex("ff".repeat(256))))) {
            assertThat(takes.test(form)).as(form.toString()).isFalse();
        }
    }

    /// In 256 bytes, or in one more.
    private static Blob fill(BigInteger number) {
        var digits = number.toString(16);
        return Blob.adopt(HexFormat.of()
                .parseHex("0".repeat(Math.max(512, digits.length() + digits.length() % 2) - digits.length()) + digits));
    }

    private BigInteger modulus() {
        return jdkPrivate(key).getModulus();
    }

    @Test
    void pss_draws_a_salt_and_pkcs1_does_not() {
        var digest = Hash.SHA_384.digest(MESSAGE);
        assertThat(key.sign(RsaPadding.PSS, digest, RANDOM)).isNotEqualTo(key.sign(RsaPadding.PSS, digest, RANDOM));
        assertThat(key.sign(RsaPadding.PKCS1_V1_5, digest, RANDOM))
                .isEqualTo(key.sign(RsaPadding.PKCS1_V1_5, digest, RANDOM));
    }

    @Test
    void what_one_library_encrypts_the_others_decrypt() throws Exception {
        for (var oaep : Oaep.values()) {
            for (int length : new int[] {0, 1, 32, oaep.capacity(2048)}) {
                var plaintext = RANDOM.secret(length);
                var ciphertext = key.publicKey().encrypt(oaep, plaintext);
                assertThat(ciphertext.length()).isEqualTo(256);
                assertThat(ciphertext).isNotEqualTo(key.publicKey().encrypt(oaep, plaintext));
                for (var other : Engines.rsa().toList()) {
                    var theirs = RsaPrivateKey.ofPkcs8(other, 2048, key.pkcs8()).orElseThrow();
                    assertThat(theirs.decrypt(oaep, ciphertext).orElseThrow().sameAs(plaintext))
                            .isTrue();
                }
                var jdk = jdkOaep(oaep, Cipher.DECRYPT_MODE, jdkPrivate(key));
                assertThat(jdk.doFinal(ciphertext.shared())).isEqualTo(plaintext.expose());
            }
        }
    }

    @Test
    void oaep_takes_as_much_as_fits_and_no_more() {
        assertThat(Oaep.SHA_1.capacity(2048)).isEqualTo(214);
        assertThat(Oaep.SHA_1.capacity(3072)).isEqualTo(342);
        assertThat(Oaep.SHA_1.capacity(4096)).isEqualTo(470);
        assertThat(Oaep.SHA_256.capacity(2048)).isEqualTo(190);
        assertThat(Oaep.SHA_256.capacity(3072)).isEqualTo(318);
        assertThat(Oaep.SHA_256.capacity(4096)).isEqualTo(446);
        for (var oaep : Oaep.values()) {
            var tooLong = RANDOM.secret(oaep.capacity(2048) + 1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> key.publicKey().encrypt(oaep, tooLong))
                    .withMessageContaining("at most");
        }
    }

    @Test
    void a_spoilt_ciphertext_is_refused() {
        for (var oaep : Oaep.values()) {
            var ciphertext = key.publicKey().encrypt(oaep, RANDOM.secret(32));
            for (int i = 0; i < ciphertext.length(); i += 5) {
                var changed = ciphertext.toByteArray();
                changed[i] ^= (byte) (1 << i % 8);
                assertThat(key.decrypt(oaep, Blob.adopt(changed)))
                        .as("byte %d", i)
                        .isEmpty();
            }
            refusesOtherForms(ciphertext, form -> key.decrypt(oaep, form).isPresent());
            var other = oaep == Oaep.SHA_1 ? Oaep.SHA_256 : Oaep.SHA_1;
            assertThat(key.decrypt(other, ciphertext)).isEmpty();
            assertThat(otherKey().decrypt(oaep, ciphertext)).isEmpty();
        }
    }

    /// RFC 8017, 7.1.2, step 3 g: each of its three mistakes, and a label.
    @Test
    void each_mistake_of_the_padding_is_refused() throws Exception {
        for (var spoilt : OaepBlocks.spoilt()) {
            var raw = Cipher.getInstance("RSA/ECB/NoPadding", "SunJCE");
            raw.init(Cipher.ENCRYPT_MODE, jdkPublic());
            assertThat(key.decrypt(Oaep.SHA_256, Blob.adopt(raw.doFinal(spoilt.block()))))
                    .as(spoilt.name())
                    .isEmpty();
        }
        var raw = Cipher.getInstance("RSA/ECB/NoPadding", "SunJCE");
        raw.init(Cipher.ENCRYPT_MODE, jdkPublic());
        assertThat(key.decrypt(Oaep.SHA_256, Blob.adopt(raw.doFinal(OaepBlocks.good())))
                        .orElseThrow()
                        .expose())
                .isEqualTo(OaepBlocks.PLAINTEXT);
    }

    @Test
    void a_library_that_computes_wrongly_or_fails_makes_no_key() {
        for (var engine : List.of(
                spoilt(signed -> {
                    signed[signed.length - 1] ^= 1;
                    return signed;
                }),
                spoilt(_ -> {
                    throw new ProviderException("faulty");
                }))) {
            assertThat(RsaPrivateKey.ofPkcs8(engine, 2048, key.pkcs8())).isEmpty();
            assertThatIllegalStateException().isThrownBy(() -> RsaPrivateKey.generate(engine, 2048));
        }
    }

    private RsaEngine spoilt(UnaryOperator<byte[]> spoiling) {
        return new RsaEngine() {
            @Override
            public SecretBytes generate(int bits) {
                return engine.generate(bits);
            }

            @Override
            public Private privateKey(byte[] pkcs8) {
                var right = engine.privateKey(pkcs8);
                return new Private() {
                    @Override
                    public byte[] apply(byte[] block) {
                        return spoiling.apply(right.apply(block));
                    }

                    @Override
                    public byte[] decrypt(Oaep oaep, byte[] ciphertext) {
                        return right.decrypt(oaep, ciphertext);
                    }

                    @Override
                    public void destroy() {
                        right.destroy();
                    }
                };
            }

            @Override
            public Public publicKey(byte[] spki) {
                return engine.publicKey(spki);
            }
        };
    }

    @Test
    void a_wiped_key_is_gone() {
        var ciphertext = key.publicKey().encrypt(Oaep.SHA_1, RANDOM.secret(1));
        key.wipe();
        key.wipe();
        assertThat(key.isWiped()).isTrue();
        assertThatExceptionOfType(SecretBytes.WipedException.class).isThrownBy(key::pkcs8);
        assertThatExceptionOfType(SecretBytes.WipedException.class)
                .isThrownBy(() -> key.decrypt(Oaep.SHA_1, ciphertext));
        assertThatExceptionOfType(SecretBytes.WipedException.class)
                .isThrownBy(() -> key.sign(RsaPadding.PSS, Hash.SHA_256.digest(MESSAGE), RANDOM));
    }

    @Test
    void nothing_secret_is_printed() {
        assertThat(key).hasToString("RsaPrivateKey[2048]");
        assertThat(key.publicKey()).hasToString("RsaPublicKey[2048]");
        assertThat(key.pkcs8().<String>use(der -> engine.privateKey(der).toString()))
                .doesNotContain(jdkPrivate(key).getPrimeP().toString())
                .hasSizeLessThan(100);
        var numbers = RsaNumbers.read(
                KeyEncoding.RSA.readPrivate(key.pkcs8().expose()).key());
        assertThat(numbers).hasToString("RsaNumbers[2048]");
    }

    private static RSAPrivateCrtKey jdkPrivate(RsaPrivateKey key) {
        try {
            return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA", "SunRsaSign")
                    .generatePrivate(new PKCS8EncodedKeySpec(key.pkcs8().expose()));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private PublicKey jdkPublic() throws Exception {
        return KeyFactory.getInstance("RSA", "SunRsaSign")
                .generatePublic(new X509EncodedKeySpec(key.publicKey().spki().shared()));
    }

    private Blob jdkSigns(RsaPadding padding, Hash hash) throws Exception {
        var signature = jdkSignature(padding, hash);
        signature.initSign(jdkPrivate(key));
        signature.update(MESSAGE);
        return Blob.adopt(signature.sign());
    }

    private boolean jdkVerifies(RsaPadding padding, Hash hash, Blob signed) throws Exception {
        var signature = jdkSignature(padding, hash);
        signature.initVerify(jdkPublic());
        signature.update(MESSAGE);
        return signature.verify(signed.shared());
    }

    private static Signature jdkSignature(RsaPadding padding, Hash hash) throws Exception {
        var name = hash.algorithm();
        return switch (padding) {
            case PKCS1_V1_5 -> Signature.getInstance(name.replace("-", "") + "withRSA", "SunRsaSign");
            case PSS -> {
                var pss = Signature.getInstance("RSASSA-PSS", "SunRsaSign");
                pss.setParameter(new PSSParameterSpec(name, "MGF1", new MGF1ParameterSpec(name), hash.length(), 1));
                yield pss;
            }
        };
    }

    private static Cipher jdkOaep(Oaep oaep, int mode, Key key) throws Exception {
        var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding", "SunJCE");
        cipher.init(
                mode,
                key,
                new OAEPParameterSpec(
                        oaep.hash(), "MGF1", new MGF1ParameterSpec(oaep.hash()), PSource.PSpecified.DEFAULT));
        return cipher;
    }
}
