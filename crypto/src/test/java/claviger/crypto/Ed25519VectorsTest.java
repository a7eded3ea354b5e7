package claviger.crypto;

import static claviger.crypto.Vectors.acvp;
import static claviger.crypto.Vectors.wycheproof;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("claviger.crypto.Engines#ed25519")
record Ed25519VectorsTest(Ed25519Engine engine) {

    @Test
    void wycheproof_ed25519() {
        wycheproof("ed25519_test.part.json", test -> {
            var spki = Blob.adopt(Vectors.hex(test.group(), "publicKeyDer"));
            var key = Ed25519PublicKey.ofSpki(engine, spki).orElseThrow();
            assertThat(key.spki()).isEqualTo(spki);
            var signature = Blob.adopt(test.hex("sig"));
            assertThat(key.verify(test.hex("msg"), signature)).isEqualTo(test.isValid());
            assertThat(key.verifyPrehash(test.hex("msg"), signature)).isFalse();
        });
    }

    /// Key verification, and verification of Ed25519 and Ed25519ph signatures.
    @Test
    void acvp_eddsa() {
        acvp("EDDSA", test -> {
            var spki = KeyEncoding.ED25519.writePublic(Der.raw(test.hex("q")));
            var key = Ed25519PublicKey.ofSpki(engine, spki);
            if (test.test().has("signature")) {
                var signature = Blob.adopt(test.hex("signature"));
                var isRight = test.group().required("preHash").asBoolean()
                        ? key.orElseThrow().verifyPrehash(test.hex("message"), signature)
                        : key.orElseThrow().verify(test.hex("message"), signature);
                assertThat(isRight).isEqualTo(test.passes());
            } else {
                assertThat(key.isPresent()).isEqualTo(test.passes());
            }
        });
    }
}
