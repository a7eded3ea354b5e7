package claviger.crypto;

import static claviger.crypto.Vectors.acvp;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AcvpTest {

    /// Our tags have always 16 bytes. A shorter tag is the beginning of the whole one (SP 800-38D,
    /// 7.1), and is checked as that; where it must open, the ciphertext is decrypted by encrypting
    /// it, which in counter mode is the same.
    @Test
    void aes_gcm() {
        acvp("ACVP-AES-GCM", test -> {
            int tagLength = test.group().required("tagLen").asInt() / 8;
            var key = test.hex("key");
            var nonce = test.hex("iv");
            var aad = test.hex("aad");
            if (test.encrypts()) {
                var sealed = seal(key, nonce, aad, test.hex("pt"));
                assertThat(Arrays.copyOf(sealed, sealed.length - 16 + tagLength))
                        .isEqualTo(concat(test.answer("ct"), test.answer("tag")));
                return;
            }
            var given = concat(test.hex("ct"), test.hex("tag"));
            var plaintext = Arrays.copyOf(seal(key, nonce, aad, test.hex("ct")), given.length - tagLength);
            var sealed = seal(key, nonce, aad, plaintext);
            assertThat(Arrays.equals(Arrays.copyOf(sealed, given.length), given))
                    .isEqualTo(test.passes());
            if (test.passes()) {
                assertThat(plaintext).isEqualTo(test.answer("pt"));
            }
            var opened = InsecureNonceAesGcm.open(key, nonce, aad, given, 0);
            assertThat(opened.isPresent()).isEqualTo(test.passes() && tagLength == 16);
        });
    }

    @Test
    void aes_kwp() {
        acvp("ACVP-AES-KWP", test -> {
            if (test.encrypts()) {
                assertThat(KeyWrap.wrap(test.secret("key"), test.secret("pt")).shared())
                        .isEqualTo(test.answer("ct"));
            } else if (test.passes()) {
                assertThat(KeyWrap.unwrap(test.secret("key"), Blob.adopt(test.hex("ct")))
                                .orElseThrow()
                                .expose())
                        .isEqualTo(test.answer("pt"));
            } else {
                assertThat(KeyWrap.unwrap(test.secret("key"), Blob.adopt(test.hex("ct"))))
                        .isEmpty();
            }
        });
    }

    @Test
    void hmac_sha_256() {
        hmac("HMAC-SHA2-256", Hmac.SHA_256);
    }

    @Test
    void hmac_sha_512() {
        hmac("HMAC-SHA2-512", Hmac.SHA_512);
    }

    private static void hmac(String name, Hmac hmac) {
        acvp(name, test -> {
            int length = test.group().required("macLen").asInt() / 8;
            var mac = hmac.compute(test.secret("key"), test.hex("msg"));
            assertThat(Arrays.copyOf(mac.shared(), length)).isEqualTo(test.answer("mac"));
            assertThat(hmac.verify(test.secret("key"), test.hex("msg"), Blob.adopt(test.answer("mac"))))
                    .isEqualTo(length == hmac.length());
        });
    }

    static byte[] seal(byte[] key, byte[] nonce, byte[] aad, byte[] plaintext) {
        var sealed = new byte[plaintext.length + InsecureNonceAesGcm.TAG_LENGTH];
        InsecureNonceAesGcm.seal(key, nonce, aad, plaintext, sealed, 0);
        return sealed;
    }

    private static byte[] concat(byte[] a, byte[] b) {
        var both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
