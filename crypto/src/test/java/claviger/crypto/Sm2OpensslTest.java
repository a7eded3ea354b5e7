package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SM2 once more, by OpenSSL's command line.
class Sm2OpensslTest {

    private static final String DISTINGUISHING_ID = "distid:1234567812345678";

    private final Randomness random = new Randomness(new SecureRandom());

    @TempDir
    private Path folder;

    @BeforeAll
    static void it_is_here() throws Exception {
        if (!knowsSm2()) {
            if ("true".equals(System.getenv("CI"))) {
                fail("there is no openssl that knows SM2, and this is CI");
            }
            System.out.println("SKIPPED: there is no openssl that knows SM2");
            Assumptions.abort("there is no openssl that knows SM2");
        }
    }

    private static boolean knowsSm2() throws Exception {
        try {
            var process = new ProcessBuilder("openssl", "ecparam", "-list_curves").start();
            var curves = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return process.waitFor() == 0 && curves.contains("SM2");
        } catch (IOException notInstalled) {
            return false;
        }
    }

    @Test
    void it_verifies_what_we_sign_and_we_verify_what_it_signs() throws Exception {
        for (int length : new int[] {0, 1, 100, 4096}) {
            var key = keyOfBoth();
            var message = write("message", random.bytes(length));
            write("signature", key.sign(Files.readAllBytes(message), random).shared());
            openssl("pkeyutl -verify -pubin -inkey public -keyform DER -rawin -digest sm3 -in message"
                    + " -sigfile signature -pkeyopt " + DISTINGUISHING_ID);
            openssl("pkeyutl -sign -inkey private -keyform DER -rawin -digest sm3 -in message -out signature"
                    + " -pkeyopt " + DISTINGUISHING_ID);
            assertThat(key.publicKey().verify(Files.readAllBytes(message), read("signature")))
                    .isTrue();
        }
    }

    @Test
    void it_verifies_digests_that_we_sign_and_we_verify_those_that_it_signs() throws Exception {
        var key = keyOfBoth();
        var digest = random.bytes(Sm2.DIGEST_LENGTH);
        write("digest", digest);
        write("signature", key.signDigest(digest, random).shared());
        openssl("pkeyutl -verify -pubin -inkey public -keyform DER -in digest -sigfile signature");
        openssl("pkeyutl -sign -inkey private -keyform DER -in digest -out signature");
        assertThat(key.publicKey().verifyDigest(digest, read("signature"))).isTrue();
    }

    @Test
    void it_decrypts_what_we_encrypt_and_we_decrypt_what_it_encrypts() throws Exception {
        var key = keyOfBoth();
        for (int length : new int[] {16, 32, 190, 1024}) {
            var plaintext = random.secret(length);
            write("ciphertext", key.publicKey().encrypt(plaintext, random).shared());
            openssl("pkeyutl -decrypt -inkey private -keyform DER -in ciphertext -out plaintext");
            assertThat(SecretBytes.adopt(read("plaintext").toByteArray()).sameAs(plaintext))
                    .isTrue();
            openssl("pkeyutl -encrypt -pubin -inkey public -keyform DER -in plaintext -out ciphertext");
            assertThat(key.decrypt(read("ciphertext")).orElseThrow().sameAs(plaintext))
                    .isTrue();
        }
    }

    @Test
    void it_reads_the_keys_that_we_write() throws Exception {
        var key = Sm2PrivateKey.generate(random);
        write("private", key.pkcs8().expose());
        openssl("pkey -inform DER -in private -pubout -outform DER -out public");
        assertThat(read("public")).isEqualTo(key.publicKey().spki());
        openssl("pkcs8 -topk8 -nocrypt -inform DER -in private -outform DER -out again");
        assertThat(read("again")).isEqualTo(Blob.adopt(key.pkcs8().expose()));
    }

    @Test
    void explicit_parameters_are_refused_even_if_they_are_those_of_the_curve() throws Exception {
        keyOfBoth();
        openssl("ec -inform DER -in private -param_enc explicit -outform DER -out explicit");
        openssl("pkcs8 -topk8 -nocrypt -inform DER -in explicit -outform DER -out private");
        openssl("pkey -inform DER -in private -pubout -outform DER -out public");
        assertThat(read("public").length()).isGreaterThan(200);
        assertThat(Sm2PublicKey.ofSpki(read("public"))).isEmpty();
        assertThat(Sm2PrivateKey.ofPkcs8(SecretBytes.adopt(read("private").toByteArray())))
                .isEmpty();
    }

    /// OpenSSL makes it, and we read it.
    private Sm2PrivateKey keyOfBoth() throws Exception {
        openssl("genpkey -algorithm SM2 -outform DER -out traditional");
        openssl("pkcs8 -topk8 -nocrypt -inform DER -in traditional -outform DER -out private");
        openssl("pkey -inform DER -in private -pubout -outform DER -out public");
        var key = Sm2PrivateKey.ofPkcs8(SecretBytes.adopt(read("private").toByteArray()))
                .orElseThrow();
        assertThat(key.publicKey().spki()).isEqualTo(read("public"));
        return key;
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private Blob read(String name) throws IOException {
        return Blob.adopt(Files.readAllBytes(folder.resolve(name)));
    }

    private void openssl(String arguments) throws Exception {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        var output = folder.resolve("output");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(arguments + "\n" + Files.readString(output))
                .isZero();
    }
}
