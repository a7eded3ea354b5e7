package claviger.crypto;

import static claviger.crypto.HostileKeys.ID_EC_PUBLIC_KEY;
import static claviger.crypto.HostileKeys.addBitStrings;
import static claviger.crypto.HostileKeys.addFrames;
import static claviger.crypto.HostileKeys.frame;
import static claviger.crypto.HostileKeys.hex;
import static claviger.crypto.HostileKeys.oid;
import static claviger.crypto.HostileKeys.refuses;
import static claviger.crypto.HostileKeys.spki;
import static claviger.crypto.HostileKeys.takesNoOtherForm;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Ed25519 keys that somebody might send, and that no engine may take.
class HostileEd25519KeysTest {

    @ParameterizedTest
    @MethodSource("claviger.crypto.Engines#ed25519")
    void ed25519_public_keys(Ed25519Engine engine) {
        var table = new LinkedHashMap<String, byte[]>();
        var point =
                BouncyCastleEd25519.publicKey(SecretBytes.adopt(new byte[32])).shared();
        var algorithm = Der.sequence(oid("2b6570"));
        for (var small : SMALL_ORDER.lines().toList()) {
            table.put("of small order: " + small, edSpki(hex(small)));
        }
        table.put("y = 2, which is no point", edSpki(fill(2)));
        table.put("y = p + 3", edSpki(hex("f0" + "ff".repeat(30) + "7f")));
        table.put("y = p + 3, negative", edSpki(hex("f0" + "ff".repeat(31))));
        table.put("of a composite order", edSpki(hex(MIXED_ORDER)));
        table.put("a byte short", edSpki(Arrays.copyOf(point, 31)));
        table.put("a byte long", edSpki(Arrays.copyOf(point, 33)));
        table.put("no bytes", edSpki(new byte[0]));
        table.put("in an octet string", spki(algorithm, Der.octetString(Der.raw(point))));
        table.put("NULL as parameters", spki(Der.sequence(oid("2b6570"), Der.NULL), Der.raw(point)));
        table.put("X25519", spki(Der.sequence(oid("2b656e")), Der.raw(point)));
        table.put("Ed448", spki(Der.sequence(oid("2b6571")), Der.raw(point)));
        table.put(
                "id-ecPublicKey on a curve of that name",
                spki(Der.sequence(oid(ID_EC_PUBLIC_KEY), oid("2b6570")), Der.raw(point)));
        table.put("the point alone", point);
        addBitStrings(table, algorithm, point);
        var good = KeyEncoding.ED25519.writePublic(Der.raw(point));
        table.putAll(SpoiltDer.forms(good.shared()));
        refuses("public keys of Ed25519", table, der -> Ed25519PublicKey.ofSpki(engine, Blob.adopt(der)));
        assertThat(Ed25519PublicKey.ofSpki(engine, good)).isPresent();
        takesNoOtherForm(good, spki -> Ed25519PublicKey.ofSpki(engine, spki).map(Ed25519PublicKey::spki));
    }

    @ParameterizedTest
    @MethodSource("claviger.crypto.Engines#ed25519")
    void ed25519_private_keys(Ed25519Engine engine) {
        var table = new LinkedHashMap<String, byte[]>();
        var seed = hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        var point = BouncyCastleEd25519.publicKey(SecretBytes.copyOf(seed));
        var other = BouncyCastleEd25519.publicKey(SecretBytes.adopt(new byte[32]));
        var algorithm = Der.sequence(oid("2b6570"));
        var key = Der.octetString(Der.raw(seed));
        table.put("no octet string inside", frame(Der.integer(0), algorithm, Der.octetString(Der.raw(seed))));
        table.put("two of them", frame(Der.integer(0), algorithm, Der.octetString(Der.octetString(key))));
        table.put(
                "a seed of 31 bytes",
                frame(Der.integer(0), algorithm, Der.octetString(Der.octetString(Der.raw(Arrays.copyOf(seed, 31))))));
        table.put(
                "a seed of 33 bytes",
                frame(Der.integer(0), algorithm, Der.octetString(Der.octetString(Der.raw(Arrays.copyOf(seed, 33))))));
        table.put(
                "a seed of 64 bytes",
                frame(Der.integer(0), algorithm, Der.octetString(Der.octetString(Der.raw(seed), Der.raw(point)))));
        table.put("no seed", frame(Der.integer(0), algorithm, Der.octetString(Der.octetString())));
        table.put("something behind the seed", frame(Der.integer(0), algorithm, Der.octetString(key, Der.NULL)));
        table.put(
                "NULL as parameters",
                frame(Der.integer(0), Der.sequence(oid("2b6570"), Der.NULL), Der.octetString(key)));
        table.put("X25519", frame(Der.integer(0), Der.sequence(oid("2b656e")), Der.octetString(key)));
        table.put("Ed448", frame(Der.integer(0), Der.sequence(oid("2b6571")), Der.octetString(key)));
        table.put("the seed alone", seed);
        addFrames(table, algorithm, key, Der.raw(point), Der.raw(other));
        var good = KeyEncoding.ED25519.writePrivate(key);
        table.putAll(SpoiltDer.forms(good.expose()));
        refuses("private keys of Ed25519", table, der -> Ed25519PrivateKey.ofPkcs8(engine, SecretBytes.adopt(der)));
        assertThat(Ed25519PrivateKey.ofPkcs8(engine, good)).isPresent();
    }

    private static byte[] edSpki(byte[] point) {
        return KeyEncoding.ED25519.writePublic(Der.raw(point)).shared();
    }

    private static byte[] fill(int first) {
        var bytes = new byte[32];
        bytes[0] = (byte) first;
        return bytes;
    }

    /// The eight points whose order divides 8, and their forms that are not canonical.
    private static final String SMALL_ORDER = """
            0000000000000000000000000000000000000000000000000000000000000000
            0000000000000000000000000000000000000000000000000000000000000080
            0100000000000000000000000000000000000000000000000000000000000000
            0100000000000000000000000000000000000000000000000000000000000080
            26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05
            26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85
            c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a
            c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa
            ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
            ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
            edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
            edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff
            eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f
            eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff""";

    /// The base point with the point of order two added: (x, y) becomes (-x, -y).
    private static final String MIXED_ORDER = "9599999999999999999999999999999999999999999999999999999999999999";
}
