package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyPairEnginesTest {

    @TempDir
    private Path folder;

    @Test
    void this_machine_answers_rightly() {
        assertThat(KeyPairEngines.failures()).isEmpty();
        assertThat(KeyPairEngines.areNative())
                .isEqualTo(KeyPairEngines.ec(Curve.P256) instanceof AccpEc)
                .isEqualTo(KeyPairEngines.rsa() instanceof AccpRsa)
                .isEqualTo(KeyPairEngines.ed25519() instanceof AccpEd25519);
        assertThat(KeyPairEngines.ec(Curve.SECP256K1)).isInstanceOf(BouncyCastleEc.class);
    }

    @ParameterizedTest
    @MethodSource("claviger.crypto.Engines#rsa")
    void rsa_answers_rightly(RsaEngine engine) {
        assertThat(KeyPairKnownAnswers.rsa(engine)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("claviger.crypto.Engines#ec")
    void every_curve_answers_rightly(EcEngine engine) {
        for (var curve : Curve.values()) {
            assertThat(KeyPairKnownAnswers.ec(engine, curve)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("claviger.crypto.Engines#ed25519")
    void ed25519_answers_rightly(Ed25519Engine engine) {
        assertThat(KeyPairKnownAnswers.ed25519(engine)).isTrue();
    }

    /// The mistake of CVE-2022-21449.
    @Test
    void a_library_that_verifies_everything_is_found() {
        var lax = new EcEngine() {
            private final EcEngine right = new BouncyCastleEc();

            @Override
            public SecretBytes generate(Curve curve) {
                return right.generate(curve);
            }

            @Override
            public EcEngine.Private privateKey(Curve curve, byte[] pkcs8) {
                return right.privateKey(curve, pkcs8);
            }

            @Override
            public EcEngine.Public publicKey(Curve curve, byte[] spki) {
                return (_, _) -> true;
            }
        };
        for (var curve : Curve.values()) {
            assertThat(KeyPairKnownAnswers.ec(lax, curve)).isFalse();
        }
        var laxEd25519 = new Ed25519Engine() {
            private final Ed25519Engine right = new BouncyCastleEd25519();

            @Override
            public Ed25519Engine.Private privateKey(byte[] pkcs8) {
                return right.privateKey(pkcs8);
            }

            @Override
            public Ed25519Engine.Public publicKey(byte[] spki) {
                return (_, _, _) -> true;
            }
        };
        assertThat(KeyPairKnownAnswers.ed25519(laxEd25519)).isFalse();
    }

    @Test
    void a_library_that_answers_wrongly_is_never_used_and_named() {
        var choices = new AtomicInteger();
        var wrong = new KeyPairEngines.Tested<>("wrong", choices::incrementAndGet, _ -> false);
        var broken = new KeyPairEngines.Tested<>("broken", choices::incrementAndGet, _ -> {
            throw new ProviderException("out of order");
        });
        assertThat(choices).hasValue(0);
        for (var tested : List.of(wrong, broken)) {
            assertThatIllegalStateException().isThrownBy(tested::get).withMessageStartingWith(tested.name());
            assertThat(tested.isRight()).isFalse();
        }
    }

    @Test
    void a_library_is_chosen_and_asked_once() {
        var questions = new AtomicInteger();
        var right = new KeyPairEngines.Tested<>("right", () -> "engine", _ -> questions.incrementAndGet() > 0);
        assertThat(questions).hasValue(0);
        assertThat(right.get()).isEqualTo("engine");
        assertThat(right.get()).isEqualTo("engine");
        assertThat(right.isRight()).isTrue();
        assertThat(questions).hasValue(1);
    }

    /// Runs in a process of its own, since a library is looked for once.
    public static final class Probe {

        private Probe() {}

        public static void main(String[] args) {
            var failures = KeyPairEngines.failures();
            var key = EcPrivateKey.generate(Curve.P256);
            var digest = Hash.SHA_256.digest(new byte[0]);
            System.out.println("native " + KeyPairEngines.areNative() + ", failures " + failures + ", signature "
                    + key.publicKey().verify(digest, key.sign(digest)));
        }
    }

    /// Like [Probe], but touches the classes that a server loads when it starts.
    public static final class Start {

        private Start() {}

        public static void main(String[] args) throws Exception {
            for (var name : List.of(
                    "Hash",
                    "Oaep",
                    "RsaPadding",
                    "Curve",
                    "KeyPairEngines",
                    "RsaPrivateKey",
                    "RsaPublicKey",
                    "EcPrivateKey",
                    "EcPublicKey",
                    "Ed25519PrivateKey",
                    "Ed25519PublicKey",
                    "RsaAesKeyWrap")) {
                Class.forName("claviger.crypto." + name);
            }
            System.out.println("loaded " + Hash.SHA_256.digest(new byte[0]) + SelfTest.failures());
        }
    }

    @Test
    void where_amazons_library_is_not_there_all_is_right_without_it() throws Exception {
        assertThat(java(Probe.class, classPath(false))).contains("native false, failures [], signature true");
    }

    @Test
    void where_the_temporary_folder_cannot_be_written_all_is_right_without_amazons_library() throws Exception {
        var closed = Files.createFile(folder.resolve("a-file")).resolve("below");
        assertThat(java(Probe.class, classPath(true), "-Djava.io.tmpdir=" + closed))
                .contains("native false, failures [], signature true");
    }

    @Test
    void a_start_loads_neither_library() throws Exception {
        var said = java(Start.class, classPath(true), "-Xlog:class+load:file=" + folder.resolve("classes"));
        assertThat(said).contains("loaded");
        var loaded = Files.readAllLines(folder.resolve("classes"));
        assertThat(loaded).anyMatch(line -> line.contains("claviger.crypto.RsaPrivateKey"));
        assertThat(loaded).noneMatch(line -> line.contains("com.amazon.") || line.contains("org.bouncycastle."));
    }

    private static List<String> classPath(boolean withAccp) throws Exception {
        var places = new ArrayList<String>();
        for (var type : List.of(Probe.class, Hash.class, RSABlindedEngine.class)) {
            places.add(place(type));
        }
        if (withAccp) {
            places.add(place(AmazonCorrettoCryptoProvider.class));
        }
        return places;
    }

    private static String place(Class<?> type) throws Exception {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return Path.of(source.getLocation().toURI()).toString();
    }

    private static String java(Class<?> main, List<String> classPath, String... options) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                String.join(File.pathSeparator, classPath),
                main.getName()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
