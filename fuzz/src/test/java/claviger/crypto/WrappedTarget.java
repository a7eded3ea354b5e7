package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.fuzz.FuzzTarget;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.BigIntegers;

/// Wrapped key material: AES key wrap with padding, RSAES-OAEP, and the two of them together.
///
/// An input is a byte that says how it is wrapped, and bytes. Either they are taken as they are: what opens then is one
/// of the seeds. Or they are what should be inside, and are wrapped here by a second implementation, so that padding
/// and hashes are reached: it then opens if that implementation's rules say so, and as what they say.
public final class WrappedTarget implements FuzzTarget {

    private static final byte KWP = 0;
    private static final byte KWP_INSIDE = 1;
    private static final byte OAEP = 2;
    private static final byte OAEP_INSIDE = 3;
    private static final byte BOTH = 4;
    private static final byte BOTH_INSIDE = 5;
    private static final int WAYS = 6;

    private static final int BITS = 2048;
    private static final int MODULUS = BITS / 8;
    private static final byte[] AES_KEY = KeyKind.bytes(32);
    private static final byte[] SECRET = "key material of 21 b.".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONSTANT = {(byte) 0xa6, 0x59, 0x59, (byte) 0xa6};

    private final RsaNumbers numbers = KeyKind.rsa(BITS);
    private final RsaPrivateKey key =
            RsaPrivateKey.ofTrustedPkcs8(BITS, numbers.pkcs8()).orElseThrow();
    private final Randomness random = new Randomness(new SecureRandom());
    private final Set<Blob> good =
            Set.of(Blob.adopt(oaepBlob(0, goodBlock(0))), Blob.adopt(oaepBlob(1, goodBlock(1))), both(0), both(1));

    @Override
    public List<byte[]> seeds() {
        var seeds = new ArrayList<byte[]>();
        seeds.add(input(KWP, wrapped(AES_KEY, padded(SECRET))));
        seeds.add(input(KWP, wrapped(AES_KEY, padded(new byte[5]))));
        seeds.add(input(KWP_INSIDE, padded(SECRET)));
        seeds.add(input(KWP_INSIDE, padded(new byte[5])));
        seeds.add(input(KWP_INSIDE, padded(KeyKind.bytes(32))));
        for (int hash = 0; hash < 2; hash++) {
            seeds.add(input(OAEP, new byte[] {(byte) hash}, oaepBlob(hash, goodBlock(hash))));
            seeds.add(input(OAEP_INSIDE, new byte[] {(byte) hash}, goodBlock(hash)));
            seeds.add(input(BOTH, new byte[] {(byte) hash}, both(hash).shared()));
            for (int length : new int[] {16, 31, 32}) {
                var aesKey = new byte[] {(byte) length};
                seeds.add(input(BOTH_INSIDE, new byte[] {(byte) hash}, aesKey, padded(SECRET)));
            }
        }
        return seeds;
    }

    @Override
    public Set<String> endings() {
        return Set.of(
                "accepted",
                "KWP refused",
                "KWP inside refused",
                "OAEP refused",
                "OAEP inside refused",
                "both refused",
                "both inside refused");
    }

    @Override
    public String check(byte[] input) {
        if (input.length < 2) {
            return "KWP refused";
        }
        var rest = Arrays.copyOfRange(input, 1, input.length);
        int hash = rest[0] & 1;
        var behind = Arrays.copyOfRange(rest, 1, rest.length);
        return switch (Byte.toUnsignedInt(input[0]) % WAYS) {
            case KWP -> kwp(rest);
            case KWP_INSIDE -> kwpInside(rest);
            case OAEP -> oaep(hash, Blob.adopt(behind));
            case OAEP_INSIDE -> oaepInside(hash, behind);
            case BOTH -> both(hash, Blob.adopt(behind));
            default -> bothInside(hash, behind);
        };
    }

    private static String kwp(byte[] bytes) {
        var opened = KeyWrap.unwrap(SecretBytes.copyOf(AES_KEY), Blob.adopt(bytes));
        opened.ifPresent(secret -> assertThat(wrapped(AES_KEY, padded(secret.expose())))
                .as("wrapped again")
                .isEqualTo(bytes));
        return opened.isPresent() ? "accepted" : "KWP refused";
    }

    private static String kwpInside(byte[] inside) {
        if (inside.length < 16 || inside.length % 8 != 0) {
            return "KWP inside refused";
        }
        var opened = KeyWrap.unwrap(SecretBytes.copyOf(AES_KEY), Blob.adopt(wrapped(AES_KEY, inside)));
        checkSame(opened, unpadded(inside));
        return opened.isPresent() ? "accepted" : "KWP inside refused";
    }

    private String oaep(int hash, Blob blob) {
        var opened = key.decrypt(padding(hash), blob);
        opened.ifPresent(secret -> {
            assertThat(good).contains(blob);
            assertThat(secret.expose()).isEqualTo(SECRET);
        });
        return opened.isPresent() ? "accepted" : "OAEP refused";
    }

    private String oaepInside(int hash, byte[] inside) {
        var block = Arrays.copyOf(inside, MODULUS);
        if (new BigInteger(1, masked(hash, block)).compareTo(numbers.n()) >= 0) {
            return "OAEP inside refused";
        }
        var opened = key.decrypt(padding(hash), Blob.adopt(oaepBlob(hash, block)));
        checkSame(opened, message(hash, block));
        return opened.isPresent() ? "accepted" : "OAEP inside refused";
    }

    private String both(int hash, Blob blob) {
        var opened = RsaAesKeyWrap.unwrap(key, padding(hash), blob, random);
        opened.ifPresent(secret -> {
            assertThat(good).contains(blob);
            assertThat(secret.expose()).isEqualTo(SECRET);
        });
        return opened.isPresent() ? "accepted" : "both refused";
    }

    private String bothInside(int hash, byte[] inside) {
        if (inside.length < 17 || inside.length % 8 != 1) {
            return "both inside refused";
        }
        // An AES key of any length that OAEP can carry, and where AES knows it, the wrapping under it.
        var aesKey =
                KeyKind.bytes(Byte.toUnsignedInt(inside[0]) % (padding(hash).capacity(BITS) + 1));
        var padded = Arrays.copyOfRange(inside, 1, inside.length);
        boolean isAes = aesKey.length == 16 || aesKey.length == 24 || aesKey.length == 32;
        var blob = concat(oaepBlob(hash, block(hash, aesKey)), wrapped(isAes ? aesKey : AES_KEY, padded));
        var opened = RsaAesKeyWrap.unwrap(key, padding(hash), Blob.adopt(blob), random);
        checkSame(opened, aesKey.length == 32 ? unpadded(padded) : Optional.empty());
        return opened.isPresent() ? "accepted" : "both inside refused";
    }

    private static void checkSame(Optional<SecretBytes> opened, Optional<byte[]> expected) {
        assertThat(opened.map(SecretBytes::expose).map(Blob::adopt)).isEqualTo(expected.map(Blob::adopt));
    }

    private Blob both(int hash) {
        return Blob.adopt(concat(oaepBlob(hash, block(hash, AES_KEY)), wrapped(AES_KEY, padded(SECRET))));
    }

    private static byte[] input(byte way, byte[]... parts) {
        return concat(new byte[] {way}, concat(parts));
    }

    private static byte[] concat(byte[]... parts) {
        return SpoiltDer.concat(parts);
    }

    // RFC 5649, section 3

    private static byte[] padded(byte[] secret) {
        return ByteBuffer.allocate(8 + (secret.length + 7) / 8 * 8)
                .put(CONSTANT)
                .putInt(secret.length)
                .put(secret)
                .array();
    }

    private static Optional<byte[]> unpadded(byte[] inside) {
        int length = ByteBuffer.wrap(inside, 4, 4).getInt();
        int room = inside.length - 8;
        if (!Arrays.equals(inside, 0, 4, CONSTANT, 0, 4) || length <= room - 8 || length > room) {
            return Optional.empty();
        }
        for (int at = 8 + length; at < inside.length; at++) {
            if (inside[at] != 0) {
                return Optional.empty();
            }
        }
        return Optional.of(Arrays.copyOfRange(inside, 8, 8 + length));
    }

    /// RFC 5649, 4.1, and RFC 3394, 2.2.1, whatever stands in the first 8 bytes.
    private static byte[] wrapped(byte[] key, byte[] inside) {
        try {
            var aes = Cipher.getInstance("AES/ECB/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
            if (inside.length == 16) {
                return aes.doFinal(inside);
            }
            var blocks = inside.clone();
            int n = inside.length / 8 - 1;
            for (int step = 1; step <= 6 * n; step++) {
                int at = 8 * ((step - 1) % n + 1);
                var one = ByteBuffer.allocate(16)
                        .put(blocks, 0, 8)
                        .put(blocks, at, 8)
                        .array();
                var made = ByteBuffer.wrap(aes.doFinal(one));
                ByteBuffer.wrap(blocks).putLong(made.getLong() ^ step).putLong(at, made.getLong());
            }
            return blocks;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    // RFC 8017, 7.1, with an empty label

    private static byte[] goodBlock(int hash) {
        return block(hash, SECRET);
    }

    /// A zero, a seed, the label's hash, zeros, a one, the message: before it is masked.
    private static byte[] block(int hash, byte[] message) {
        int length = hashLength(hash);
        var block = new byte[MODULUS];
        System.arraycopy(KeyKind.bytes(length), 0, block, 1, length);
        System.arraycopy(digest(hash, new byte[0]), 0, block, 1 + length, length);
        block[MODULUS - message.length - 1] = 1;
        System.arraycopy(message, 0, block, MODULUS - message.length, message.length);
        return block;
    }

    private static Optional<byte[]> message(int hash, byte[] block) {
        int length = hashLength(hash);
        if (block[0] != 0 || !Arrays.equals(block, 1 + length, 1 + 2 * length, digest(hash, new byte[0]), 0, length)) {
            return Optional.empty();
        }
        int at = 1 + 2 * length;
        while (at < MODULUS && block[at] == 0) {
            at++;
        }
        return at < MODULUS && block[at] == 1
                ? Optional.of(Arrays.copyOfRange(block, at + 1, MODULUS))
                : Optional.empty();
    }

    private byte[] oaepBlob(int hash, byte[] block) {
        var power = new BigInteger(1, masked(hash, block)).modPow(numbers.e(), numbers.n());
        return BigIntegers.asUnsignedByteArray(MODULUS, power);
    }

    private static byte[] masked(int hash, byte[] block) {
        int length = hashLength(hash);
        var seed = Arrays.copyOfRange(block, 1, 1 + length);
        var data = Arrays.copyOfRange(block, 1 + length, MODULUS);
        mask(hash, data, seed);
        mask(hash, seed, data);
        return concat(new byte[] {block[0]}, seed, data);
    }

    /// MGF1, appendix B.2.1.
    private static void mask(int hash, byte[] masked, byte[] seed) {
        int length = hashLength(hash);
        for (int from = 0; from < masked.length; from += length) {
            var mask = digest(
                    hash,
                    ByteBuffer.allocate(seed.length + 4)
                            .put(seed)
                            .putInt(from / length)
                            .array());
            for (int at = from; at < Math.min(from + length, masked.length); at++) {
                masked[at] ^= mask[at - from];
            }
        }
    }

    private static Oaep padding(int hash) {
        return hash == 0 ? Oaep.SHA_1 : Oaep.SHA_256;
    }

    private static int hashLength(int hash) {
        return hash == 0 ? 20 : 32;
    }

    private static byte[] digest(int hash, byte[] bytes) {
        try {
            return MessageDigest.getInstance(hash == 0 ? "SHA-1" : "SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
