package claviger.crypto;

import static claviger.crypto.Vectors.wycheproof;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@MethodSource("claviger.crypto.Engines#rsa")
record RsaVectorsTest(RsaEngine engine) {

    private static final Randomness RANDOM = new Randomness(new SecureRandom());

    /// Cases with a label are right for who has it, and we have none.
    @ParameterizedTest
    @CsvSource({
        "rsa_oaep_2048_sha1_mgf1sha1_test, SHA_1",
        "rsa_oaep_2048_sha256_mgf1sha256_test, SHA_256",
        "rsa_oaep_4096_sha256_mgf1sha256_test, SHA_256"
    })
    void oaep(String file, Oaep oaep) {
        var keys = privateKeys();
        wycheproof(file + ".json", test -> {
            var key = keys.apply(test).orElseThrow();
            var decrypted = key.decrypt(oaep, Blob.adopt(test.hex("ct")));
            if (test.isValid() && test.hex("label").length == 0) {
                assertThat(decrypted.orElseThrow().sameAs(test.secret("msg"))).isTrue();
                assertThat(key.decrypt(oaep, key.publicKey().encrypt(oaep, test.secret("msg")))
                                .orElseThrow()
                                .sameAs(test.secret("msg")))
                        .isTrue();
            } else {
                assertThat(decrypted).isEmpty();
            }
        });
    }

    @Test
    void oaep_with_a_mask_of_another_hash_is_refused() {
        var keys = privateKeys();
        wycheproof("rsa_oaep_2048_sha256_mgf1sha1_test.json", test -> {
            for (var oaep : Oaep.values()) {
                assertThat(keys.apply(test).orElseThrow().decrypt(oaep, Blob.adopt(test.hex("ct"))))
                        .isEmpty();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsa_pss_2048_sha256_mgf1_32_test",
                "rsa_pss_2048_sha384_mgf1_48_test",
                "rsa_pss_4096_sha256_mgf1_32_test",
                "rsa_pss_4096_sha512_mgf1_64_test"
            })
    void pss(String file) {
        verify(RsaPadding.PSS, file, Vectors.Case::isValid);
    }

    /// The one case that is wrong for others is right for us.
    @Test
    void pss_with_a_salt_that_is_not_as_long_as_the_digest_is_refused() {
        verify(
                RsaPadding.PSS,
                "rsa_pss_2048_sha256_mgf1_0_test",
                test -> test.toString().contains("s_len changed to 32"));
    }

    @Test
    void pss_with_a_mask_of_another_hash_is_refused() {
        verify(RsaPadding.PSS, "rsa_pss_2048_sha256_mgf1sha1_20_test", _ -> false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsa_signature_2048_sha256_test",
                "rsa_signature_2048_sha512_test",
                "rsa_signature_3072_sha256_test",
                "rsa_signature_4096_sha384_test",
                "rsa_signature_4096_sha512_test"
            })
    void pkcs1(String file) {
        verify(RsaPadding.PKCS1_V1_5, file, Vectors.Case::isValid);
    }

    private void verify(RsaPadding padding, String file, Function<Vectors.Case, Boolean> isRight) {
        wycheproof(file + ".json", test -> {
            var spki = Blob.adopt(Vectors.hex(test.group(), "publicKeyDer"));
            var key = RsaPublicKey.ofSpki(engine, test.bits("keySize"), spki);
            if (test.flags().contains("SmallPublicKey")) {
                assertThat(key).as("a key with the exponent 3").isEmpty();
                return;
            }
            assertThat(key.orElseThrow().spki()).isEqualTo(spki);
            var digest = hash(test).orElseThrow().digest(test.hex("msg"));
            assertThat(key.orElseThrow().verify(padding, digest, Blob.adopt(test.hex("sig"))))
                    .isEqualTo(isRight.apply(test));
        });
    }

    /// No key has an exponent of 3, and no signature a hash of SHA-1 or SHA-224.
    @ParameterizedTest
    @ValueSource(strings = {"rsa_pkcs1_2048_sig_gen_test", "rsa_pkcs1_3072_sig_gen_test"})
    void pkcs1_signatures(String file) {
        var keys = privateKeys();
        wycheproof(file + ".json", test -> {
            var key = keys.apply(test);
            var signature = Blob.adopt(test.hex("sig"));
            if (test.flags().contains("SmallPublicKey")) {
                assertThat(key).isEmpty();
            } else if (hash(test).isPresent()) {
                var digest = hash(test).orElseThrow().digest(test.hex("msg"));
                assertThat(key.orElseThrow().sign(RsaPadding.PKCS1_V1_5, digest, RANDOM))
                        .isEqualTo(signature);
            } else {
                for (var hash : Hash.values()) {
                    assertThat(key.orElseThrow()
                                    .publicKey()
                                    .verify(RsaPadding.PKCS1_V1_5, hash.digest(test.hex("msg")), signature))
                            .isFalse();
                }
            }
        });
    }

    private static Optional<Hash> hash(Vectors.Case test) {
        var name = test.group().required("sha").asString();
        return Arrays.stream(Hash.values())
                .filter(hash -> hash.algorithm().equals(name))
                .findFirst();
    }

    /// Reads the key of a group once.
    private Function<Vectors.Case, Optional<RsaPrivateKey>> privateKeys() {
        var read = new IdentityHashMap<Object, Optional<RsaPrivateKey>>();
        return test -> read.computeIfAbsent(test.group(), _ -> {
            var pkcs8 = SecretBytes.adopt(Vectors.hex(test.group(), "privateKeyPkcs8"));
            var key = RsaPrivateKey.ofPkcs8(engine, test.bits("keySize"), pkcs8);
            key.ifPresent(same ->
                    assertThat(same.pkcs8().expose()).as("what was read").isEqualTo(pkcs8.expose()));
            return key;
        });
    }
}
