package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HmacTest {

    private final SecretBytes key = new Randomness(new SecureRandom()).secret(64);
    private final byte[] message = "message".getBytes(StandardCharsets.US_ASCII);

    /// RFC 4231, test case 1. The other hashes have vectors of their own.
    @Test
    void hmac_sha_384_is_that_of_the_rfc() {
        var key = new byte[20];
        Arrays.fill(key, (byte) 0x0b);
        var mac = Hmac.SHA_384.compute(SecretBytes.adopt(key), "Hi There".getBytes(StandardCharsets.US_ASCII));
        assertThat(HexFormat.of().formatHex(mac.shared()))
                .isEqualTo("afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59c"
                        + "faea9ea9076ede7f4af152e8b2fa9cb6");
    }

    @Test
    void only_the_whole_mac_of_the_message_verifies() {
        for (var hmac : Hmac.values()) {
            var mac = hmac.compute(key, message);
            assertThat(mac.length()).isEqualTo(hmac.length());
            assertThat(hmac.verify(key, message, mac)).isTrue();
            for (int bit = 0; bit < mac.length() * 8; bit++) {
                var changed = mac.toByteArray();
                changed[bit / 8] ^= (byte) (1 << bit % 8);
                assertThat(hmac.verify(key, message, Blob.adopt(changed))).isFalse();
            }
            for (int length = 0; length < mac.length() + 10; length++) {
                assertThat(hmac.verify(key, message, Blob.adopt(Arrays.copyOf(mac.shared(), length))))
                        .isEqualTo(length == mac.length());
            }
            assertThat(hmac.verify(key, new byte[0], mac)).isFalse();
            assertThat(hmac.verify(SecretBytes.adopt(new byte[64]), message, mac))
                    .isFalse();
            for (var other : Hmac.values()) {
                assertThat(other.verify(key, message, mac)).isEqualTo(other == hmac);
            }
        }
    }

    @Test
    void a_key_may_be_empty_or_longer_than_a_block() {
        for (var hmac : Hmac.values()) {
            for (int length : new int[] {0, 1, 63, 64, 65, 127, 128, 129, 1000}) {
                var secret = SecretBytes.adopt(new byte[length]);
                assertThat(hmac.verify(secret, message, hmac.compute(secret, message)))
                        .isTrue();
            }
        }
    }
}
