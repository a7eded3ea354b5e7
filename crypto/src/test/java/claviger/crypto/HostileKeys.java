package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What the tables of hostile keys have in common.
final class HostileKeys {

    static final String ID_EC_PUBLIC_KEY = "2a8648ce3d0201";
    static final String RSA_ENCRYPTION = "2a864886f70d010101";

    private HostileKeys() {}

    static void refuses(String what, Map<String, byte[]> table, Function<byte[], Optional<?>> reader) {
        table.forEach((name, der) ->
                assertThat(reader.apply(der)).as("%s: %s", what, name).isEmpty());
        System.out.printf("%s: %d hostile ones refused%n", what, table.size());
    }

    /// Whatever one flipped bit makes of a good key, it is refused, or is a key that is written so.
    static void takesNoOtherForm(Blob good, Function<Blob, Optional<Blob>> rewritten) {
        for (int bit = 0; bit < good.length() * 8; bit++) {
            var changed = good.toByteArray();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(rewritten.apply(Blob.adopt(changed)).orElse(Blob.adopt(changed)))
                    .as("bit %d", bit)
                    .isEqualTo(Blob.adopt(changed));
        }
    }

    static void addBitStrings(Map<String, byte[]> table, Der algorithm, byte[] key) {
        for (int unused : new int[] {1, 7, 8, 255}) {
            table.put(
                    unused + " unused bits",
                    Der.sequence(algorithm, Der.tagged(Der.BIT_STRING, Der.raw((byte) unused), Der.raw(key)))
                            .encode());
        }
        table.put(
                "a bit string of nothing",
                Der.sequence(algorithm, Der.tagged(Der.BIT_STRING)).encode());
        table.put(
                "an octet string for the bit string",
                Der.sequence(algorithm, Der.octetString(Der.raw((byte) 0), Der.raw(key)))
                        .encode());
        table.put(
                "a bit string in pieces",
                Der.sequence(algorithm, Der.tagged(0x23, Der.bitString(Der.raw(key))))
                        .encode());
        table.put(
                "two bit strings",
                Der.sequence(algorithm, Der.bitString(Der.raw(key)), Der.bitString(Der.raw(key)))
                        .encode());
        table.put("no bit string", Der.sequence(algorithm).encode());
        table.put("no algorithm", Der.sequence(Der.bitString(Der.raw(key))).encode());
        table.put(
                "key and algorithm exchanged",
                Der.sequence(Der.bitString(Der.raw(key)), algorithm).encode());
        table.put(
                "a byte behind the key",
                Der.sequence(algorithm, Der.bitString(Der.raw(SpoiltDer.concat(key, new byte[1]))))
                        .encode());
    }

    static void addFrames(Map<String, byte[]> table, Der algorithm, Der key, Der publicKey, Der otherPublicKey) {
        var octets = Der.octetString(key);
        var given = Der.tagged(0x81, Der.raw((byte) 0), publicKey);
        var attributes = Der.tagged(0xa0, Der.sequence());
        for (int version : new int[] {-1, 1, 2, 127, 65536}) {
            table.put("a frame of version " + version, frame(Der.integer(version), algorithm, octets));
        }
        table.put("a public key under version 0", frame(Der.integer(0), algorithm, octets, given));
        table.put("a public key under version 2", frame(Der.integer(2), algorithm, octets, given));
        table.put(
                "somebody else's public key in the frame",
                frame(Der.integer(1), algorithm, octets, Der.tagged(0x81, Der.raw((byte) 0), otherPublicKey)));
        table.put(
                "an empty public key in the frame",
                frame(Der.integer(1), algorithm, octets, Der.tagged(0x81, Der.raw((byte) 0))));
        table.put(
                "a public key in pieces",
                frame(Der.integer(1), algorithm, octets, Der.tagged(0xa1, Der.bitString(publicKey))));
        table.put(
                "unused bits in the public key",
                frame(Der.integer(1), algorithm, octets, Der.tagged(0x81, Der.raw((byte) 1), publicKey)));
        table.put("attributes twice", frame(Der.integer(0), algorithm, octets, attributes, attributes));
        table.put("attributes behind the public key", frame(Der.integer(1), algorithm, octets, given, attributes));
        table.put("something behind in the frame", frame(Der.integer(0), algorithm, octets, Der.NULL));
        table.put("no algorithm", frame(Der.integer(0), octets));
        table.put("no version in the frame", frame(algorithm, octets));
        table.put("no key in the frame", frame(Der.integer(0), algorithm));
        table.put("a bit string for the key", frame(Der.integer(0), algorithm, Der.bitString(key)));
        table.put("a key in pieces", frame(Der.integer(0), algorithm, Der.tagged(0x24, octets)));
        table.put(
                "encrypted",
                Der.sequence(Der.sequence(oid("2a864886f70d01050d"), Der.sequence()), octets)
                        .encode());
    }

    static byte[] frame(Der... parts) {
        return Der.sequence(parts).encode();
    }

    static byte[] spki(Der algorithm, Der key) {
        return Der.sequence(algorithm, Der.bitString(key)).encode();
    }

    static Der padded(BigInteger number) {
        return Der.tagged(Der.INTEGER, Der.raw((byte) 0), Der.raw(number.toByteArray()));
    }

    static Der oid(String contents) {
        return Der.objectIdentifier(contents);
    }

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
