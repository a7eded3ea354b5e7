package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.KeyAgreement;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each curve by each engine, also the two that [KeyPairEngines] never brings together.
@ParameterizedClass
@MethodSource("all")
class EcTest {

    private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);

    private final EcEngine engine;
    private final Curve curve;
    private final EcPrivateKey key;

    EcTest(EcEngine engine, Curve curve) {
        this.engine = engine;
        this.curve = curve;
        this.key = EcPrivateKey.generate(engine, curve);
    }

    static Stream<Arguments> all() {
        return Engines.ec().flatMap(engine -> Arrays.stream(Curve.values()).map(curve -> Arguments.of(engine, curve)));
    }

    @Test
    void keys_differ_and_are_read_as_what_was_written_by_every_engine() {
        var seen = new HashSet<Blob>();
        for (int i = 0; i < 5; i++) {
            var generated = EcPrivateKey.generate(engine, curve);
            assertThat(generated.curve()).isEqualTo(curve);
            var spki = generated.publicKey().spki();
            assertThat(seen.add(spki)).isTrue();
            for (var other : Engines.ec().toList()) {
                var read = EcPrivateKey.ofPkcs8(other, curve, generated.pkcs8()).orElseThrow();
                assertThat(read.pkcs8().sameAs(generated.pkcs8())).isTrue();
                assertThat(read.publicKey().spki()).isEqualTo(spki);
                assertThat(EcPublicKey.ofSpki(other, curve, spki).orElseThrow().spki())
                        .isEqualTo(spki);
            }
        }
    }

    @Test
    void the_curve_is_the_one_that_bouncy_castle_knows() {
        var known = CustomNamedCurves.getByName(
                switch (curve) {
                    case P256 -> "P-256";
                    case P384 -> "P-384";
                    case P521 -> "P-521";
                    case SECP256K1 -> "secp256k1";
                });
        assertThat(curve.length()).isEqualTo((known.getCurve().getFieldSize() + 7) / 8);
        assertThat(curve.isPoint(Blob.adopt(known.getG().getEncoded(false)))).isTrue();
        assertThat(curve.isPoint(
                        Blob.adopt(known.getG().multiply(BigInteger.TEN.pow(50)).getEncoded(false))))
                .isTrue();
        assertThat(curve.isScalar(BigInteger.ONE)).isTrue();
        assertThat(curve.isScalar(known.getN().subtract(BigInteger.ONE))).isTrue();
        assertThat(curve.isScalar(BigInteger.ZERO)).isFalse();
        assertThat(curve.isScalar(known.getN())).isFalse();
        assertThat(curve.isScalar(BigInteger.ONE.negate())).isFalse();
    }

    @Test
    void what_one_library_signs_the_others_verify() throws Exception {
        for (var hash : Hash.values()) {
            var digest = hash.digest(MESSAGE);
            var signature = key.sign(digest);
            for (var other : Engines.ec().toList()) {
                var theirs =
                        EcPublicKey.ofSpki(other, curve, key.publicKey().spki()).orElseThrow();
                assertThat(theirs.verify(digest, signature)).isTrue();
            }
            if (curve != Curve.SECP256K1) {
                var jdk = Signature.getInstance(hash.algorithm().replace("-", "") + "withECDSA", "SunEC");
                jdk.initVerify(KeyFactory.getInstance("EC", "SunEC")
                        .generatePublic(
                                new X509EncodedKeySpec(key.publicKey().spki().shared())));
                jdk.update(MESSAGE);
                assertThat(jdk.verify(signature.shared())).isTrue();
                jdk.initSign(jdkPrivate());
                jdk.update(MESSAGE);
                assertThat(key.publicKey().verify(digest, Blob.adopt(jdk.sign())))
                        .isTrue();
            }
        }
    }

    @Test
    void signatures_are_no_longer_than_promised() {
        int longest = switch (curve) {
            case P256, SECP256K1 -> 72;
            case P384 -> 104;
            case P521 -> 139;
        };
        for (int i = 0; i < 20; i++) {
            assertThat(key.sign(Hash.SHA_512.digest(new byte[i])).length()).isLessThanOrEqualTo(longest);
        }
    }

    @Test
    void a_signature_is_good_for_its_digest_and_key_only() {
        var digest = Hash.SHA_256.digest(MESSAGE);
        var signature = key.sign(digest);
        assertThat(key.publicKey().verify(digest, signature)).isTrue();
        assertThat(key.publicKey().verify(Hash.SHA_256.digest(new byte[0]), signature))
                .isFalse();
        assertThat(key.publicKey().verify(Hash.SHA_384.digest(MESSAGE), signature))
                .isFalse();
        assertThat(EcPrivateKey.generate(engine, curve).publicKey().verify(digest, signature))
                .isFalse();
    }

    @Test
    void a_spoilt_signature_is_refused() {
        var digest = Hash.SHA_384.digest(MESSAGE);
        var signature = key.sign(digest);
        for (int i = 0; i < signature.length(); i++) {
            var changed = signature.toByteArray();
            changed[i] ^= (byte) (1 << i % 8);
            assertThat(key.publicKey().verify(digest, Blob.adopt(changed)))
                    .as("byte %d", i)
                    .isFalse();
            assertThat(key.publicKey().verify(digest, Blob.adopt(Arrays.copyOf(signature.shared(), i))))
                    .as("cut to %d", i)
                    .isFalse();
        }
    }

    /// The same numbers in other clothes, and numbers outside of the range.
    @Test
    void a_signature_is_der_and_its_numbers_are_in_their_range() {
        refusesOtherForms(key.publicKey());
    }

    /// We look first: nothing hangs on how strict a library is.
    @Test
    void a_library_that_verifies_everything_is_not_even_asked_for_other_forms() {
        var lax = new EcEngine() {
            @Override
            public SecretBytes generate(Curve of) {
                return engine.generate(of);
            }

            @Override
            public Private privateKey(Curve of, byte[] pkcs8) {
                return engine.privateKey(of, pkcs8);
            }

            @Override
            public Public publicKey(Curve of, byte[] spki) {
                return (_, _) -> true;
            }
        };
        refusesOtherForms(EcPublicKey.ofSpki(lax, curve, key.publicKey().spki()).orElseThrow());
    }

    private void refusesOtherForms(EcPublicKey publicKey) {
        var digest = Hash.SHA_256.digest(MESSAGE);
        var parts = DerReader.ofOnly(Der.SEQUENCE, key.sign(digest).shared());
        var r = parts.integer();
        var s = parts.integer();
        var n = order();
        var zero = BigInteger.ZERO;
        assertThat(verifies(publicKey, digest, Der.sequence(Der.integer(r), Der.integer(s))))
                .isTrue();
        // ECDSA is malleable, and AWS asks for no particular one of the two.
        assertThat(verifies(publicKey, digest, Der.sequence(Der.integer(r), Der.integer(n.subtract(s)))))
                .isTrue();
        for (var wrong : List.of(
                Der.sequence(Der.integer(zero), Der.integer(zero)),
                Der.sequence(Der.integer(r), Der.integer(zero)),
                Der.sequence(Der.integer(zero), Der.integer(s)),
                Der.sequence(Der.integer(n), Der.integer(s)),
                Der.sequence(Der.integer(r), Der.integer(n)),
                Der.sequence(Der.integer(r.add(n)), Der.integer(s)),
                Der.sequence(Der.integer(r), Der.integer(s.add(n))),
                Der.sequence(Der.integer(r), Der.integer(s.negate())),
                Der.sequence(Der.integer(r.subtract(n)), Der.integer(s)),
                Der.sequence(Der.integer(r), Der.integer(s.subtract(n))),
                Der.sequence(Der.integer(r)),
                Der.sequence(Der.integer(r), Der.integer(s), Der.integer(s)),
                Der.sequence(Der.integer(r), Der.integer(s), Der.NULL),
                Der.sequence(Der.sequence(Der.integer(r), Der.integer(s))),
                Der.tagged(0x31, Der.integer(r), Der.integer(s)),
                Der.sequence(padded(r), Der.integer(s)),
                Der.sequence(Der.integer(r), padded(s)),
                Der.sequence(Der.octetString(Der.raw(r.toByteArray())), Der.integer(s)),
                Der.sequence(Der.raw((byte) 2, (byte) 0), Der.integer(s)),
                Der.raw(raw(r, s)))) {
            assertThat(verifies(publicKey, digest, wrong))
                    .as(HexFormat.of().formatHex(wrong.encode()))
                    .isFalse();
        }
    }

    private static boolean verifies(EcPublicKey publicKey, Digest digest, Der signature) {
        return publicKey.verify(digest, Blob.adopt(signature.encode()));
    }

    private static Der padded(BigInteger number) {
        return Der.tagged(Der.INTEGER, Der.raw((byte) 0), Der.raw(number.toByteArray()));
    }

    /// IEEE P1363: the numbers one behind the other.
    private byte[] raw(BigInteger r, BigInteger s) {
        int digits = 2 * curve.length();
        return HexFormat.of()
                .parseHex("0".repeat(digits - r.toString(16).length())
                        + r.toString(16)
                        + "0".repeat(digits - s.toString(16).length())
                        + s.toString(16));
    }

    private BigInteger order() {
        return CustomNamedCurves.getByName(
                        curve == Curve.SECP256K1
                                ? "secp256k1"
                                : "P-" + curve.name().substring(1))
                .getN();
    }

    @Test
    void both_sides_find_the_same_secret_whatever_library_they_have() throws Exception {
        for (var other : Engines.ec().toList()) {
            for (int i = 0; i < 2; i++) {
                var peer = EcPrivateKey.generate(other, curve);
                var ours = key.deriveSharedSecret(
                        EcPublicKey.ofSpki(engine, curve, peer.publicKey().spki())
                                .orElseThrow());
                var theirs = peer.deriveSharedSecret(
                        EcPublicKey.ofSpki(other, curve, key.publicKey().spki()).orElseThrow());
                assertThat(ours.length()).isEqualTo(curve.length());
                assertThat(ours.sameAs(theirs)).isTrue();
                if (curve != Curve.SECP256K1) {
                    var jdk = KeyAgreement.getInstance("ECDH", "SunEC");
                    jdk.init(jdkPrivate());
                    jdk.doPhase(
                            KeyFactory.getInstance("EC", "SunEC")
                                    .generatePublic(new X509EncodedKeySpec(
                                            peer.publicKey().spki().shared())),
                            true);
                    assertThat(ours.expose()).isEqualTo(jdk.generateSecret());
                }
            }
        }
    }

    /// Multiples of the generator are tried until one has such a coordinate.
    @Test
    void a_secret_with_leading_zeros_has_its_full_length() {
        var mine = of(BigInteger.TWO);
        int found = 0;
        for (int scalar = 3; found == 0 && scalar < 3000; scalar++) {
            var x = BouncyCastleEc.point(curve, BigInteger.valueOf(2L * scalar)).shared();
            if (x[1] == 0 && (curve != Curve.P521 || x[2] == 0)) {
                var peer = of(BigInteger.valueOf(scalar)).publicKey();
                assertThat(mine.deriveSharedSecret(peer).expose())
                        .isEqualTo(Arrays.copyOfRange(x, 1, 1 + curve.length()));
                found++;
            }
        }
        assertThat(found).isPositive();
    }

    private EcPrivateKey of(BigInteger scalar) {
        var numbers = new EcNumbers(curve, scalar, BouncyCastleEc.point(curve, scalar));
        return EcPrivateKey.ofPkcs8(engine, curve, numbers.pkcs8()).orElseThrow();
    }

    @Test
    void the_smallest_and_the_largest_scalar_are_keys() {
        for (var scalar : List.of(BigInteger.ONE, order().subtract(BigInteger.ONE))) {
            assertThat(of(scalar).curve()).isEqualTo(curve);
        }
    }

    @Test
    void a_peer_on_another_curve_is_refused() {
        for (var other : Curve.values()) {
            if (other != curve) {
                var peer = EcPrivateKey.generate(engine, other).publicKey();
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> key.deriveSharedSecret(peer))
                        .withMessageContaining(curve.name());
                assertThat(EcPublicKey.ofSpki(engine, curve, peer.spki())).isEmpty();
                assertThat(EcPrivateKey.ofPkcs8(engine, other, key.pkcs8())).isEmpty();
            }
        }
    }

    @Test
    void a_key_without_its_public_key_gets_it() {
        var scalar = Blob.adopt(DerReaderTest.scalar(curve, key.pkcs8().expose()));
        var oid = Der.objectIdentifier(curve.identifier());
        for (var parts : List.of(
                List.of(Der.integer(1), Der.octetString(Der.raw(scalar))),
                List.of(Der.integer(1), Der.octetString(Der.raw(scalar)), Der.tagged(0xa0, oid)))) {
            var pkcs8 = curve.encoding().writePrivate(Der.sequence(parts.toArray(Der[]::new)));
            var read = EcPrivateKey.ofPkcs8(engine, curve, pkcs8).orElseThrow();
            assertThat(read.publicKey().spki()).isEqualTo(key.publicKey().spki());
            assertThat(read.pkcs8().sameAs(key.pkcs8())).isTrue();
        }
    }

    @Test
    void a_library_that_computes_wrongly_makes_no_key() {
        var wrong = new EcEngine() {
            @Override
            public SecretBytes generate(Curve of) {
                return engine.generate(of);
            }

            @Override
            public Private privateKey(Curve of, byte[] pkcs8) {
                // somebody else's
                return engine.privateKey(of, engine.generate(of).expose());
            }

            @Override
            public Public publicKey(Curve of, byte[] spki) {
                return engine.publicKey(of, spki);
            }
        };
        assertThat(EcPrivateKey.ofPkcs8(wrong, curve, key.pkcs8())).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> EcPrivateKey.generate(wrong, curve));
    }

    @Test
    void a_wiped_key_is_gone() {
        key.wipe();
        key.wipe();
        assertThat(key.isWiped()).isTrue();
        assertThatExceptionOfType(SecretBytes.WipedException.class).isThrownBy(key::pkcs8);
        assertThatExceptionOfType(SecretBytes.WipedException.class)
                .isThrownBy(() -> key.sign(Hash.SHA_256.digest(MESSAGE)));
        assertThatExceptionOfType(SecretBytes.WipedException.class)
                .isThrownBy(() -> key.deriveSharedSecret(key.publicKey()));
    }

    @Test
    void nothing_secret_is_printed() {
        assertThat(key).hasToString("EcPrivateKey[" + curve + "]");
        assertThat(key.publicKey()).hasToString("EcPublicKey[" + curve + "]");
        assertThat(EcNumbers.read(curve, key.pkcs8().expose())).hasToString("EcNumbers[" + curve + "]");
        assertThat(key.pkcs8().<String>use(der -> engine.privateKey(curve, der).toString()))
                .hasSizeLessThan(20);
    }

    private ECPrivateKey jdkPrivate() throws Exception {
        return (ECPrivateKey) KeyFactory.getInstance("EC", "SunEC")
                .generatePrivate(new PKCS8EncodedKeySpec(key.pkcs8().expose()));
    }
}
