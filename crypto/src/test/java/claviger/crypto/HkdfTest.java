package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.junit.jupiter.api.Test;

class HkdfTest {

    private final SecretBytes key = new Randomness(new SecureRandom()).secret(32);

    @Test
    void it_gives_what_the_jdk_gives() throws Exception {
        var reference = KDF.getInstance("HKDF-SHA256");
        for (int seed = 0; seed < 2000; seed++) {
            var random = new Random(seed);
            var secret = EnvelopeFormatTest.bytes(random, 1 + random.nextInt(100));
            var salt = EnvelopeFormatTest.bytes(random, random.nextInt(100));
            var info = EnvelopeFormatTest.bytes(random, random.nextInt(100));
            int length = 1 + random.nextInt(random.nextInt(50) == 0 ? 8160 : 200);
            var expected = reference.deriveData(
                    HKDFParameterSpec.ofExtract().addIKM(secret).addSalt(salt).thenExpand(info, length));
            assertThat(Hkdf.derive(SecretBytes.copyOf(secret), salt, info, length)
                            .expose())
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void one_extract_gives_the_same_whatever_was_expanded_before() {
        var hkdf = key.use(bytes -> Hkdf.extract(new byte[16], bytes));
        var first = hkdf.expand(new byte[] {1}, 32);
        var second = hkdf.expand(new byte[] {2}, 100);
        assertThat(hkdf.expand(new byte[] {1}, 32)).isEqualTo(first);
        assertThat(hkdf.expand(new byte[] {2}, 100)).isEqualTo(second).startsWith(hkdf.expand(new byte[] {2}, 31));
        assertThat(Arrays.copyOf(second, 32)).isNotEqualTo(first);
    }

    @Test
    void subkeys_differ_by_label_and_by_key() {
        var seen = new HashSet<Blob>();
        for (var secret : List.of(key, SecretBytes.adopt(new byte[32]))) {
            for (var label : List.of("", "rows", "material", "tokens", "row", "rowss", "Rows")) {
                var subkey = Hkdf.subkey(secret, label);
                assertThat(subkey.length()).isEqualTo(32);
                assertThat(subkey.sameAs(Hkdf.subkey(secret, label))).isTrue();
                assertThat(seen.add(Blob.adopt(subkey.expose()))).isTrue();
            }
        }
    }

    @Test
    void no_more_comes_out_than_the_rfc_allows() {
        assertThat(Hkdf.derive(key, new byte[0], new byte[0], 8160).length()).isEqualTo(8160);
        for (int length : new int[] {-1, 0, 8161, Integer.MAX_VALUE}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Hkdf.derive(key, new byte[0], new byte[0], length));
        }
    }
}
