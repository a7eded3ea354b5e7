package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What Claviger has no word for, a context, is run through an external μ that the test computes.
class MlDsaVectorsTest {

    private static final int LONGEST_CONTEXT = 255;

    private final Randomness random = new Randomness(new SecureRandom());

    @Test
    void ml_dsa_44_signs_from_a_seed() {
        signsFromSeed("mldsa_44_sign_seed_test.json", MlDsa.ML_DSA_44);
    }

    @Test
    void ml_dsa_65_signs_from_a_seed() {
        signsFromSeed("mldsa_65_sign_seed_test.json", MlDsa.ML_DSA_65);
    }

    private void signsFromSeed(String file, MlDsa set) {
        Vectors.wycheproof(file, test -> {
            var seed = SecretBytes.adopt(Vectors.hex(test.group(), "privateSeed"));
            if (seed.length() != MlDsa.SEED_LENGTH) {
                assertThat(test.isValid()).isFalse();
                assertThatIllegalArgumentException().isThrownBy(() -> MlDsaPrivateKey.ofSeed(set, seed));
                return;
            }
            var key = MlDsaPrivateKey.ofSeed(set, seed);
            assertThat(key.publicKey().raw().shared()).isEqualTo(Vectors.hex(test.group(), "publicKey"));
            if (test.group().has("privateKeyPkcs8")) {
                var pkcs8 = SecretBytes.adopt(Vectors.hex(test.group(), "privateKeyPkcs8"));
                assertThat(key.pkcs8().sameAs(pkcs8)).isTrue();
                assertThat(MlDsaPrivateKey.ofPkcs8(set, pkcs8)
                                .orElseThrow()
                                .publicKey()
                                .raw())
                        .isEqualTo(key.publicKey().raw());
            }
            var context = optional(test, "ctx");
            if (context.length > LONGEST_CONTEXT) {
                assertThat(test.isValid()).isFalse();
                return;
            }
            assertThat(test.isValid()).isTrue();
            var mu = test.hex("mu");
            var signature = Blob.adopt(test.hex("sig"));
            var randomizer = test.test().has("rnd") ? test.hex("rnd") : new byte[32];
            assertThat(key.signMuWithInsecureRandomizer(mu, randomizer)).isEqualTo(signature);
            assertThat(key.publicKey().verifyMu(mu, signature)).isTrue();
            if (test.test().has("msg")) {
                var message = test.hex("msg");
                assertThat(Mu.of(key.publicKey().raw().shared(), context, message))
                        .isEqualTo(mu);
                assertThat(key.signWithInsecureRandomizer(message, randomizer).equals(signature))
                        .isEqualTo(context.length == 0);
                assertThat(key.publicKey().verify(message, signature)).isEqualTo(context.length == 0);
                assertThat(key.publicKey().verify(message, key.sign(message, random)))
                        .isTrue();
            }
        });
    }

    @Test
    void ml_dsa_44_verifies() {
        verifies("mldsa_44_verify_test.json", MlDsa.ML_DSA_44);
    }

    @Test
    void ml_dsa_65_verifies() {
        verifies("mldsa_65_verify_test.json", MlDsa.ML_DSA_65);
    }

    private static void verifies(String file, MlDsa set) {
        Vectors.wycheproof(file, test -> {
            var raw = Blob.adopt(Vectors.hex(test.group(), "publicKey"));
            var key = MlDsaPublicKey.ofRaw(set, raw);
            var spki = MlDsaPublicKey.ofSpki(set, Blob.adopt(Vectors.hex(test.group(), "publicKeyDer")));
            assertThat(spki.map(MlDsaPublicKey::raw)).isEqualTo(key.map(MlDsaPublicKey::raw));
            var context = optional(test, "ctx");
            if (key.isEmpty() || context.length > LONGEST_CONTEXT) {
                assertThat(test.isValid()).isFalse();
                return;
            }
            var message = test.hex("msg");
            var signature = Blob.adopt(test.hex("sig"));
            var mu = Mu.of(raw.shared(), context, message);
            assertThat(key.get().verifyMu(mu, signature)).isEqualTo(test.isValid());
            assertThat(key.get().verify(message, signature)).isEqualTo(test.isValid() && context.length == 0);
        });
    }

    private static byte[] optional(Vectors.Case test, String field) {
        return test.test().has(field) ? test.hex(field) : new byte[0];
    }

    @Test
    void ml_dsa_44_signs_an_external_mu() {
        signsMu("mldsa_extmu_44_sigGen.json", MlDsa.ML_DSA_44);
    }

    @Test
    void ml_dsa_65_signs_an_external_mu() {
        signsMu("mldsa_extmu_65_sigGen.json", MlDsa.ML_DSA_65);
    }

    private static void signsMu(String file, MlDsa set) {
        awsLc(file, test -> {
            var expanded = SecretBytes.adopt(Vectors.hex(test, "siggen_sk"));
            var key = MlDsaPrivateKey.ofPkcs8(set, set.forms.writePrivate(null, expanded))
                    .orElseThrow();
            assertThat(key.publicKey().raw().shared()).isEqualTo(Vectors.hex(test, "siggen_pk"));
            assertThat(key.signMuWithInsecureRandomizer(Vectors.hex(test, "siggen_mu"), Vectors.hex(test, "siggen_rnd"))
                            .shared())
                    .isEqualTo(Vectors.hex(test, "siggen_sig"));
        });
    }

    @Test
    void ml_dsa_44_verifies_an_external_mu() {
        verifiesMu("mldsa_extmu_44_sigVer.json", MlDsa.ML_DSA_44);
    }

    @Test
    void ml_dsa_65_verifies_an_external_mu() {
        verifiesMu("mldsa_extmu_65_sigVer.json", MlDsa.ML_DSA_65);
    }

    private static void verifiesMu(String file, MlDsa set) {
        awsLc(file, test -> {
            var key = MlDsaPublicKey.ofRaw(set, Blob.adopt(Vectors.hex(test, "sigver_pk")))
                    .orElseThrow();
            assertThat(key.verifyMu(Vectors.hex(test, "sigver_mu"), Blob.adopt(Vectors.hex(test, "sigver_sig"))))
                    .isEqualTo(test.required("sigver_result").asBoolean());
        });
    }

    private static void awsLc(String file, Consumer<JsonNode> check) {
        var tests = Vectors.shared("aws-lc/" + file);
        int ran = 0;
        for (var test : tests) {
            assertThatCode(test, check);
            ran++;
        }
        System.out.printf("aws-lc/%s: %d of %d cases ran%n", file, ran, tests.size());
        assertThat(ran).isPositive();
    }

    private static void assertThatCode(JsonNode test, Consumer<JsonNode> check) {
        try {
            check.accept(test);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("case " + test.required("count"), e);
        }
    }
}
