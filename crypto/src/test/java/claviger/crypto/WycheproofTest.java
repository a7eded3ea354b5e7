package claviger.crypto;

import static claviger.crypto.Vectors.wycheproof;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WycheproofTest {

    /// Our own format has 32-byte keys and 12-byte nonces; the rest runs through the lower layer,
    /// which is the same code.
    @Test
    void aes_gcm() {
        wycheproof("aes_gcm_test.part.json", test -> {
            var sealed = concat(test.hex("ct"), test.hex("tag"));
            var opened = InsecureNonceAesGcm.open(test.hex("key"), test.hex("iv"), test.hex("aad"), sealed, 0);
            if (test.isValid()) {
                assertThat(opened.orElseThrow().expose()).isEqualTo(test.hex("msg"));
                assertThat(AcvpTest.seal(test.hex("key"), test.hex("iv"), test.hex("aad"), test.hex("msg")))
                        .isEqualTo(sealed);
            } else {
                assertThat(opened).isEmpty();
            }
            if (test.bits("keySize") == 256 && test.bits("ivSize") == 96) {
                var ours = new AesGcm(test.secret("key"))
                        .open(test.hex("aad"), Blob.adopt(concat(test.hex("iv"), sealed)));
                assertThat(ours.map(WycheproofTest::blob)).isEqualTo(opened.map(WycheproofTest::blob));
            }
        });
    }

    private static Blob blob(SecretBytes secret) {
        return Blob.adopt(secret.expose());
    }

    @Test
    void aes_kwp() {
        wycheproof("aes_kwp_test.part.json", test -> {
            var wrapped = Blob.adopt(test.hex("ct"));
            var unwrapped = KeyWrap.unwrap(test.secret("key"), wrapped);
            if (test.isValid()) {
                assertThat(unwrapped.orElseThrow().expose()).isEqualTo(test.hex("msg"));
                assertThat(KeyWrap.wrap(test.secret("key"), test.secret("msg"))).isEqualTo(wrapped);
            } else {
                assertThat(unwrapped).isEmpty();
            }
        });
    }

    @Test
    void hmac_sha224() {
        hmac("hmac_sha224_test.json", Hmac.SHA_224);
    }

    @Test
    void hmac_sha256() {
        hmac("hmac_sha256_test.json", Hmac.SHA_256);
    }

    @Test
    void hmac_sha512() {
        hmac("hmac_sha512_test.json", Hmac.SHA_512);
    }

    /// Truncated tags are compared with the beginning of the whole MAC, and must not verify.
    private static void hmac(String file, Hmac hmac) {
        wycheproof(file, test -> {
            var tag = test.hex("tag");
            var mac = hmac.compute(test.secret("key"), test.hex("msg"));
            assertThat(mac.length()).isEqualTo(hmac.length());
            assertThat(Arrays.equals(Arrays.copyOf(mac.shared(), test.bits("tagSize") / 8), tag))
                    .isEqualTo(test.isValid());
            assertThat(hmac.verify(test.secret("key"), test.hex("msg"), Blob.adopt(tag)))
                    .isEqualTo(test.isValid() && tag.length == hmac.length());
        });
    }

    @Test
    void hkdf_sha256() {
        wycheproof("hkdf_sha256_test.json", test -> {
            int size = test.test().required("size").asInt();
            if (test.isValid()) {
                assertThat(Hkdf.derive(test.secret("ikm"), test.hex("salt"), test.hex("info"), size)
                                .expose())
                        .isEqualTo(test.hex("okm"));
            } else {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> Hkdf.derive(test.secret("ikm"), test.hex("salt"), test.hex("info"), size));
            }
        });
    }

    @Test
    void what_is_not_used_is_listed_and_counted() {
        Map.of(
                        "wycheproof/aes_wrap_test.part.json", "AES-KW without padding (RFC 3394)",
                        "wycheproof/pbkdf2_hmacsha256_test.json", "PBKDF2",
                        "wycheproof/rsa_pkcs1_2048_test.json",
                                "RSAES-PKCS1-v1_5: AWS has refused it for imports since October 2023",
                        "aws-lc/kbkdf_counter_hmac.json", "the SP 800-108 KDF: message keys come from HKDF")
                .forEach((file, what) -> {
                    var root = Vectors.shared(file);
                    int held = root.isArray()
                            ? root.size()
                            : root.findValues("tests").stream()
                                    .mapToInt(JsonNode::size)
                                    .sum();
                    System.out.printf("%s: 0 of %d cases ran: nothing here uses %s%n", file, held, what);
                    assertThat(held).isPositive();
                });
    }

    private static byte[] concat(byte[] a, byte[] b) {
        var both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
