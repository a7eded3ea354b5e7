package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Provider;
import java.util.stream.Stream;

/// Every engine that this machine has, for tests that must hold with each of them.
final class Engines {

    private Engines() {}

    static Stream<RsaEngine> rsa() {
        return Stream.concat(accp().map(AccpRsa::new), Stream.of(new BouncyCastleRsa()));
    }

    static Stream<EcEngine> ec() {
        return Stream.concat(accp().map(AccpEc::new), Stream.of(new BouncyCastleEc()));
    }

    static Stream<Ed25519Engine> ed25519() {
        return Stream.concat(accp().map(AccpEd25519::new), Stream.of(new BouncyCastleEd25519()));
    }

    private static Stream<Provider> accp() {
        if (System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64")) {
            assertThat(Accp.provider()).as("where its library was built for").isPresent();
        }
        return Accp.provider().stream();
    }
}
