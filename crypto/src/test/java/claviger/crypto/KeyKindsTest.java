package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyKindsTest {

    private static final Randomness RANDOM = new Randomness(new SecureRandom());

    @Test
    void a_good_key_of_one_kind_is_none_of_another() {
        var all = Map.of(
                "RSA",
                        RsaPrivateKey.ofTrustedPkcs8(2048, OpensslKeys.rsa2048())
                                .orElseThrow()
                                .publicKey()
                                .spki(),
                "P256", EcPrivateKey.generate(Curve.P256).publicKey().spki(),
                "P384", EcPrivateKey.generate(Curve.P384).publicKey().spki(),
                "P521", EcPrivateKey.generate(Curve.P521).publicKey().spki(),
                "SECP256K1", EcPrivateKey.generate(Curve.SECP256K1).publicKey().spki(),
                "Ed25519", Ed25519PrivateKey.generate(RANDOM).publicKey().spki());
        all.forEach((name, spki) -> {
            assertThat(RsaPublicKey.ofSpki(2048, spki).isPresent()).isEqualTo(name.equals("RSA"));
            assertThat(Ed25519PublicKey.ofSpki(spki).isPresent()).isEqualTo(name.equals("Ed25519"));
            for (var curve : Curve.values()) {
                assertThat(EcPublicKey.ofSpki(curve, spki).isPresent()).isEqualTo(name.equals(curve.name()));
            }
        });
    }
}
