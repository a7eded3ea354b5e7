package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DigestTest {

    @ParameterizedTest
    @EnumSource
    void a_digest_has_the_length_of_its_hash(Hash hash) {
        assertThat(hash.digest(new byte[100]).value().length()).isEqualTo(hash.length());
        for (int length : new int[] {0, 1, hash.length() - 1, hash.length() + 1, 2 * hash.length()}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Digest(hash, Blob.adopt(new byte[length])));
        }
        assertThat(new Digest(hash, Blob.adopt(new byte[hash.length()])).hash()).isEqualTo(hash);
    }
}
