package claviger.crypto;

import static claviger.crypto.Vectors.acvp;
import static claviger.crypto.Vectors.wycheproof;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

@ParameterizedClass
@MethodSource("claviger.crypto.Engines#ec")
record EcVectorsTest(EcEngine engine) {

    @ParameterizedTest
    @CsvSource({
        "ecdsa_secp256r1_sha256_test, P256, SHA_256",
        "ecdsa_secp384r1_sha384_test, P384, SHA_384",
        "ecdsa_secp256k1_sha256_test, SECP256K1, SHA_256"
    })
    void ecdsa(String file, Curve curve, Hash hash) {
        wycheproof(file + ".json", test -> {
            var spki = Blob.adopt(Vectors.hex(test.group(), "publicKeyDer"));
            var key = EcPublicKey.ofSpki(engine, curve, spki).orElseThrow();
            assertThat(key.spki()).isEqualTo(spki);
            assertThat(key.verify(hash.digest(test.hex("msg")), Blob.adopt(test.hex("sig"))))
                    .isEqualTo(test.isValid());
        });
    }

    @ParameterizedTest
    @CsvSource({"ecdh_secp256r1_test, P256", "ecdh_secp384r1_test, P384"})
    void ecdh(String file, Curve curve) {
        wycheproof(file + ".json", test -> {
            var scalar = new BigInteger(1, test.hex("private"));
            var pkcs8 = new EcNumbers(curve, scalar, BouncyCastleEc.point(curve, scalar)).pkcs8();
            var key = EcPrivateKey.ofPkcs8(engine, curve, pkcs8).orElseThrow();
            var peer = EcPublicKey.ofSpki(engine, curve, Blob.adopt(test.hex("public")));
            assertThat(peer.isPresent()).isEqualTo(test.isValid());
            peer.ifPresent(other -> assertThat(key.deriveSharedSecret(other).sameAs(test.secret("shared")))
                    .isTrue());
        });
    }

    /// Key verification and signature verification. No key is on P-224, and no signature hashed
    /// with SHA-1 or SHA-224.
    @Test
    void acvp_ecdsa() {
        acvp("ECDSA", test -> {
            var curve = curve(test.group());
            if (curve.isEmpty()) {
                assertThat(test.group().required("curve").asString()).isEqualTo("P-224");
                return;
            }
            var key = EcPublicKey.ofSpki(engine, curve.orElseThrow(), spki(curve.orElseThrow(), test.test()));
            var hash = test.group().path("hashAlg").asString(null);
            if (hash == null) {
                assertThat(key.isPresent()).isEqualTo(test.passes());
                return;
            }
            var known = Arrays.stream(Hash.values())
                    .filter(candidate -> candidate.algorithm().equals(hash.replace("SHA2", "SHA")))
                    .findFirst();
            if (known.isEmpty()) {
                assertThat(hash).isIn("SHA-1", "SHA2-224");
                return;
            }
            var signature = Der.sequence(number(test.test(), "r"), number(test.test(), "s"));
            assertThat(key.orElseThrow()
                            .verify(known.orElseThrow().digest(test.hex("message")), Blob.adopt(signature.encode())))
                    .isEqualTo(test.passes());
        });
    }

    private static Optional<Curve> curve(JsonNode group) {
        return Arrays.stream(Curve.values())
                .filter(curve ->
                        curve.name().equals(group.required("curve").asString().replace("-", "")))
                .findFirst();
    }

    private static Blob spki(Curve curve, JsonNode test) {
        int digits = 2 * curve.length();
        var point = "04" + padded(test, "qx", digits) + padded(test, "qy", digits);
        return curve.encoding().writePublic(Der.raw(HexFormat.of().parseHex(point)));
    }

    private static String padded(JsonNode test, String field, int digits) {
        var hex = test.required(field).asString();
        return "0".repeat(Math.max(0, digits - hex.length())) + hex;
    }

    private static Der number(JsonNode test, String field) {
        return Der.integer(new BigInteger(test.required(field).asString(), 16));
    }
}
