package claviger.crypto;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Who computes with key pairs, chosen here and nowhere else: Amazon Corretto Crypto Provider where
/// it loads, Bouncy Castle where it does not, and for secp256k1 always.
///
/// An engine is loaded when the first key of its kind is used, and before that has to answer
/// questions whose answers are known. One that answers wrongly is never used.
public final class KeyPairEngines {

    private static final Tested<RsaEngine> RSA = new Tested<>(
            "RSA",
            () -> Accp.provider().<RsaEngine>map(AccpRsa::new).orElseGet(BouncyCastleRsa::new),
            KeyPairKnownAnswers::rsa);

    private static final Tested<EcEngine> P256 = nist(Curve.P256);
    private static final Tested<EcEngine> P384 = nist(Curve.P384);
    private static final Tested<EcEngine> P521 = nist(Curve.P521);

    // Not BouncyCastleEc::new, which would load the library here and now.
    private static final Tested<EcEngine> SECP256K1 = new Tested<>(
            "secp256k1", () -> new BouncyCastleEc(), engine -> KeyPairKnownAnswers.ec(engine, Curve.SECP256K1));

    private static final Tested<Ed25519Engine> ED25519 = new Tested<>(
            "Ed25519",
            () -> Accp.provider().<Ed25519Engine>map(AccpEd25519::new).orElseGet(BouncyCastleEd25519::new),
            KeyPairKnownAnswers::ed25519);

    private KeyPairEngines() {}

    private static Tested<EcEngine> nist(Curve curve) {
        return new Tested<>(
                curve.name(),
                () -> Accp.provider().<EcEngine>map(AccpEc::new).orElseGet(BouncyCastleEc::new),
                engine -> KeyPairKnownAnswers.ec(engine, curve));
    }

    static RsaEngine rsa() {
        return RSA.get();
    }

    static EcEngine ec(Curve curve) {
        return switch (curve) {
            case P256 -> P256.get();
            case P384 -> P384.get();
            case P521 -> P521.get();
            case SECP256K1 -> SECP256K1.get();
        };
    }

    static Ed25519Engine ed25519() {
        return ED25519.get();
    }

    /// Whether Amazon's library was loaded. If not, all is right but slow: the platform may be
    /// another one, or the temporary folder may be closed to programs.
    public static boolean areNative() {
        return Accp.provider().isPresent();
    }

    /// The names of the algorithms that give wrong answers, none if all is well. Loads everything,
    /// which takes about a second the first time.
    public static List<String> failures() {
        return List.of(RSA, P256, P384, P521, SECP256K1, ED25519).stream()
                .filter(engine -> !engine.isRight())
                .map(Tested::name)
                .toList();
    }

    /// Threads that come together at first may each ask the questions: it does no harm.
    static final class Tested<E> {

        private final String name;
        private final Supplier<E> choice;
        private final Predicate<E> answersRightly;
        private volatile @Nullable E engine;

        Tested(String name, Supplier<E> choice, Predicate<E> answersRightly) {
            this.name = name;
            this.choice = choice;
            this.answersRightly = answersRightly;
        }

        /// @throws IllegalStateException if the engine gives a wrong answer
        E get() {
            var known = engine;
            return known != null ? known : load();
        }

        private E load() {
            var chosen = choice.get();
            if (!Untrusted.attempt(() -> answersRightly.test(chosen)).orElse(false)) {
                throw new IllegalStateException(name + " failed its self-test");
            }
            engine = chosen;
            return chosen;
        }

        boolean isRight() {
            try {
                get();
                return true;
            } catch (IllegalStateException failed) {
                return false;
            }
        }

        String name() {
            return name;
        }
    }
}
