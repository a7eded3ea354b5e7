package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.fuzz.FuzzTarget;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/// Private keys of every kind. One that is taken is DER to another reader, which finds the same numbers; is written in
/// the one form that is read as the same key again; and does what its public key checks.
///
/// An input is a byte for the kind, and an encoding.
public final class Pkcs8Target implements FuzzTarget {

    private static final int ATTRIBUTES = 0xa0;

    private final Randomness random = new Randomness(new SecureRandom());

    @Override
    public List<byte[]> seeds() {
        var seeds = new ArrayList<byte[]>();
        for (var kind : KeyKind.all()) {
            var pair = kind.pair();
            var canonical = pair.pkcs8().expose();
            seeds.add(KeyKind.input(kind, canonical));
            switch (pair) {
                case RsaPrivateKey rsa when rsa.bits() > 2048 -> {} // each takes long to test for primes
                case RsaPrivateKey rsa -> addFrames(seeds, kind, canonical, rsa.publicKey());
                case EcPrivateKey ec -> addFrames(seeds, kind, canonical, ec.publicKey());
                case Ed25519PrivateKey ed -> addFrames(seeds, kind, canonical, ed.publicKey());
                case MlDsaPrivateKey _, MlKemPrivateKey _, Sm2PrivateKey _ -> {}
            }
        }
        return seeds;
    }

    /// With attributes; in version 1, which has the public key; and with both.
    private static void addFrames(List<byte[]> seeds, KeyKind kind, byte[] canonical, AsymmetricPublicKey publicKey) {
        try {
            var info = PrivateKeyInfo.getInstance(canonical);
            var algorithm = Der.raw(info.getPrivateKeyAlgorithm().getEncoded(ASN1Encoding.DER));
            var key = Der.octetString(Der.raw(info.getPrivateKey().getOctets()));
            var point = bits(publicKey);
            var attributes = Der.tagged(ATTRIBUTES, Der.sequence());
            var given = Der.tagged(0x81, Der.raw((byte) 0), Der.raw(point));
            for (var frame : List.of(
                    Der.sequence(Der.integer(0), algorithm, key, attributes),
                    Der.sequence(Der.integer(1), algorithm, key, given),
                    Der.sequence(Der.integer(1), algorithm, key, attributes, given))) {
                seeds.add(KeyKind.input(kind, frame.encode()));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bits(AsymmetricPublicKey key) {
        return SubjectPublicKeyInfo.getInstance(key.spki().shared())
                .getPublicKeyData()
                .getOctets();
    }

    @Override
    public Set<String> endings() {
        return Set.of("accepted", "refused");
    }

    @Override
    public String check(byte[] input) {
        if (input.length == 0) {
            return "refused";
        }
        var kind = KeyKind.kind(input);
        var encoding = KeyKind.encoding(input);
        var given = SecretBytes.copyOf(encoding);
        var read = kind.ofPkcs8.read(given);
        assertThat(given.expose()).as("what was lent").isEqualTo(encoding);
        if (read.isEmpty()) {
            return "refused";
        }
        var key = read.get();
        var canonical = key.pkcs8().expose();
        var again = kind.ofPkcs8.read(SecretBytes.copyOf(canonical)).orElseThrow();
        assertThat(again.pkcs8().expose()).isEqualTo(canonical);
        assertThat(again.publicKey().spki()).isEqualTo(key.publicKey().spki());
        assertThat(kind.ofSpki.read(key.publicKey().spki())).isPresent();
        if (!hasAttributes(encoding)) {
            var info = derOf(encoding);
            checkSameNumbers(kind, info, derOf(canonical));
            if (info.hasPublicKey()) {
                assertThat(info.getPublicKeyData().getOctets())
                        .as("the public key that came along")
                        .isEqualTo(bits(key.publicKey()));
            }
        }
        checkPair(key);
        return "accepted";
    }

    /// What attributes hold is not read, so that other readers may not like it.
    private static boolean hasAttributes(byte[] encoding) {
        var outer = DerReader.ofOnly(Der.SEQUENCE, encoding);
        outer.enter(Der.INTEGER);
        outer.enter(Der.SEQUENCE);
        outer.enter(Der.OCTET_STRING);
        return outer.has(ATTRIBUTES);
    }

    private static PrivateKeyInfo derOf(byte[] encoding) {
        try {
            var read = ASN1Primitive.fromByteArray(encoding);
            assertThat(read.getEncoded(ASN1Encoding.DER)).as("DER").isEqualTo(encoding);
            return PrivateKeyInfo.getInstance(read);
        } catch (IOException e) {
            throw new AssertionError("not DER", e);
        }
    }

    private static void checkSameNumbers(KeyKind kind, PrivateKeyInfo given, PrivateKeyInfo written) {
        assertThat(written.getPrivateKeyAlgorithm()).isEqualTo(given.getPrivateKeyAlgorithm());
        try {
            switch (kind) {
                case RSA_2048, RSA_3072, RSA_4096 -> {
                    var inner = RSAPrivateKey.getInstance(given.parsePrivateKey());
                    assertThat(inner.getEncoded(ASN1Encoding.DER))
                            .as("DER inside")
                            .isEqualTo(given.getPrivateKey().getOctets());
                    assertThat(inner).isEqualTo(RSAPrivateKey.getInstance(written.parsePrivateKey()));
                }
                case P256, P384, P521, SECP256K1, SM2 -> {
                    var inner = ECPrivateKey.getInstance(given.parsePrivateKey());
                    assertThat(inner.getEncoded(ASN1Encoding.DER))
                            .as("DER inside")
                            .isEqualTo(given.getPrivateKey().getOctets());
                    assertThat(inner.getKey())
                            .isEqualTo(ECPrivateKey.getInstance(written.parsePrivateKey())
                                    .getKey());
                }
                case ED25519 -> assertThat(given.getPrivateKey()).as("one form").isEqualTo(written.getPrivateKey());
                case ML_DSA_44, ML_DSA_65, ML_DSA_87, ML_KEM_512, ML_KEM_768, ML_KEM_1024 ->
                    assertThat(written.getPrivateKey().getOctets().length)
                            .isLessThanOrEqualTo(given.getPrivateKey().getOctets().length);
            }
        } catch (IOException e) {
            throw new AssertionError("not DER inside", e);
        }
    }

    private void checkPair(AsymmetricPrivateKey key) {
        var message = KeyKind.bytes(32);
        var digest = Hash.SHA_256.digest(message);
        switch (key) {
            case RsaPrivateKey rsa -> {
                var signature = rsa.sign(RsaPadding.PSS, digest, random);
                assertThat(rsa.publicKey().verify(RsaPadding.PSS, digest, signature))
                        .isTrue();
            }
            case EcPrivateKey ec ->
                assertThat(ec.publicKey().verify(digest, ec.sign(digest))).isTrue();
            case Ed25519PrivateKey ed ->
                assertThat(ed.publicKey().verify(message, ed.sign(message))).isTrue();
            case MlDsaPrivateKey ml -> {
                var signature = ml.sign(message, random);
                assertThat(ml.publicKey().verify(message, signature)).isTrue();
            }
            case MlKemPrivateKey ml -> {
                var made = ml.publicKey().encapsulate(random);
                assertThat(ml.decapsulate(made.ciphertext()).orElseThrow().sameAs(made.sharedSecret()))
                        .isTrue();
            }
            case Sm2PrivateKey sm2 ->
                assertThat(sm2.publicKey().verify(message, sm2.sign(message, random)))
                        .isTrue();
        }
    }
}
