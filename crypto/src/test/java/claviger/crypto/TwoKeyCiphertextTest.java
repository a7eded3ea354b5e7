package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

/// "Invisible salamanders": AES-GCM does not commit to its key. Whoever knows two keys, and
/// anybody may import key material, can build one ciphertext with one tag that both open. The
/// commitment is what refuses it.
class TwoKeyCiphertextTest {

    private static final Map<String, String> CONTEXT = Map.of("purpose", "attack");

    @Test
    void a_ciphertext_made_for_two_materials_opens_under_one_at_most() {
        for (int seed = 0; seed < 100; seed++) {
            var random = new Random(seed);
            var one = EnvelopeFormatTest.bytes(random, 32);
            var two = EnvelopeFormatTest.bytes(random, 32);
            var blob = forTwo(random, one, two, seed % 3);

            // The control: as far as AES-GCM alone is concerned, the attack has succeeded.
            assertThat(openWithoutCommitment(blob, one)).as("seed %d", seed).isPresent();
            assertThat(openWithoutCommitment(blob, two)).as("seed %d", seed).isPresent();
            assertThat(openWithoutCommitment(blob, one)
                            .orElseThrow()
                            .sameAs(openWithoutCommitment(blob, two).orElseThrow()))
                    .as("seed %d", seed)
                    .isFalse();

            // The attacker's choice of commitment: the first material's, the second's, or neither.
            assertThat(EnvelopeTest.open(blob, SecretBytes.copyOf(one), CONTEXT).isPresent())
                    .as("seed %d", seed)
                    .isEqualTo(seed % 3 == 0);
            assertThat(EnvelopeTest.open(blob, SecretBytes.copyOf(two), CONTEXT).isPresent())
                    .as("seed %d", seed)
                    .isEqualTo(seed % 3 == 1);
        }
    }

    /// What [Envelope#open] does, less its check of the commitment.
    private static Optional<SecretBytes> openWithoutCommitment(byte[] blob, byte[] material) {
        int header = 95 + blob[14];
        var keys = ReferenceEnvelope.keys(material, Arrays.copyOfRange(blob, header - 48, header - 32));
        var aad = ReferenceEnvelope.concat(Arrays.copyOf(blob, header), EncryptionContext.canonical(CONTEXT));
        return InsecureNonceAesGcm.open(keys.key, new byte[12], aad, blob, header);
    }

    /// The tag is E(J) + GHASH(A, C), and GHASH is a polynomial in the hash key whose coefficients
    /// are the blocks. With all blocks but the last fixed, "both tags are equal" is one linear
    /// equation in GF(2^128) for the last block: no search.
    private static byte[] forTwo(Random random, byte[] one, byte[] two, int committedTo) {
        var salt = EnvelopeFormatTest.bytes(random, 16);
        var first = ReferenceEnvelope.keys(one, salt);
        var second = ReferenceEnvelope.keys(two, salt);
        var commitment = committedTo == 0
                ? first.commitment
                : committedTo == 1 ? second.commitment : EnvelopeFormatTest.bytes(random, 32);
        var keyId = "1234abcd-12ab-34cd-56ef-1234567890ab";
        var header = ReferenceEnvelope.seal(
                "aws",
                "111122223333",
                keyId,
                ReferenceEnvelope.materialId("111122223333", keyId, one),
                one,
                CONTEXT,
                new byte[1],
                salt);
        header = ReferenceEnvelope.concat(Arrays.copyOf(header, 63 + keyId.length()), commitment);
        var aad = ReferenceEnvelope.concat(header, EncryptionContext.canonical(CONTEXT));

        int blocks = 2 + random.nextInt(3);
        var body = EnvelopeFormatTest.bytes(random, 16 * blocks);
        Arrays.fill(body, 16 * (blocks - 1), body.length, (byte) 0);
        var h1 = hashKey(first.key);
        var h2 = hashKey(second.key);
        // The last block is multiplied by H twice: once for itself, once for the block of lengths.
        var difference = tag(first.key, aad, body).xor(tag(second.key, aad, body));
        var factor = multiply(h1, h1).xor(multiply(h2, h2));
        var last = multiply(difference, inverse(factor));
        System.arraycopy(toBytes(last), 0, body, 16 * (blocks - 1), 16);

        var sealed = ReferenceEnvelope.concat(body, toBytes(tag(first.key, aad, body)));
        return ReferenceEnvelope.concat(header, sealed);
    }

    private static BigInteger tag(byte[] key, byte[] aad, byte[] ciphertext) {
        var h = hashKey(key);
        var lengths = ByteBuffer.allocate(16)
                .putLong(aad.length * 8L)
                .putLong(ciphertext.length * 8L)
                .array();
        var y = BigInteger.ZERO;
        for (var part : new byte[][] {aad, ciphertext, lengths}) {
            for (int at = 0; at < part.length; at += 16) {
                var block = Arrays.copyOf(Arrays.copyOfRange(part, at, Math.min(at + 16, part.length)), 16);
                y = multiply(y.xor(new BigInteger(1, block)), h);
            }
        }
        var counter = new byte[16];
        counter[15] = 1;
        return y.xor(new BigInteger(1, aes(key, counter)));
    }

    private static BigInteger hashKey(byte[] key) {
        return new BigInteger(1, aes(key, new byte[16]));
    }

    private static byte[] aes(byte[] key, byte[] block) {
        var aes = AESEngine.newInstance();
        aes.init(true, new KeyParameter(key));
        var out = new byte[16];
        aes.processBlock(block, 0, out, 0);
        return out;
    }

    /// NIST SP 800-38D, 6.3: the leftmost bit is the coefficient of x^0, the modulus is
    /// x^128 + x^7 + x^2 + x + 1.
    private static BigInteger multiply(BigInteger x, BigInteger y) {
        var modulus = new BigInteger("e1000000000000000000000000000000", 16);
        var product = BigInteger.ZERO;
        var v = y;
        for (int bit = 127; bit >= 0; bit--) {
            if (x.testBit(bit)) {
                product = product.xor(v);
            }
            v = v.testBit(0) ? v.shiftRight(1).xor(modulus) : v.shiftRight(1);
        }
        return product;
    }

    /// x^(2^128 - 2), by Fermat.
    private static BigInteger inverse(BigInteger x) {
        var result = BigInteger.ONE.shiftLeft(127);
        var power = x;
        for (int i = 1; i < 128; i++) {
            power = multiply(power, power);
            result = multiply(result, power);
        }
        return result;
    }

    private static byte[] toBytes(BigInteger element) {
        var bytes = element.toByteArray();
        var block = new byte[16];
        int length = Math.min(16, bytes.length);
        System.arraycopy(bytes, bytes.length - length, block, 16 - length, length);
        return block;
    }
}
