package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a user does with the `openssl` command, fits what we do.
class OpensslTest {

    private static final Randomness RANDOM = new Randomness(new SecureRandom());
    private static final byte[] MESSAGE = new byte[] {1, 2, 3};

    @TempDir
    private Path folder;

    @BeforeEach
    void openssl_is_here() throws Exception {
        try {
            openssl("version");
        } catch (IOException absent) {
            if ("true".equals(System.getenv("CI"))) {
                fail("openssl is missing, and this is CI");
            }
            System.out.println("SKIPPED: openssl is not here");
            Assumptions.abort("openssl is not here");
        }
    }

    /// The steps of AWS's page on encrypting key material for import, with RSA_AES_KEY_WRAP_SHA_256.
    @Test
    void material_that_openssl_wrapped_unwraps() throws Exception {
        var wrappingKey = RsaPrivateKey.generate(3072);
        write("wrapping.der", wrappingKey.publicKey().spki());
        openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "key.pem");
        openssl("pkcs8", "-topk8", "-nocrypt", "-in", "key.pem", "-outform", "der", "-out", "key.der");
        openssl("rand", "-out", "aes.bin", "32");
        openssl(
                "enc",
                "-id-aes256-wrap-pad",
                "-iv",
                "A65959A6",
                "-K",
                HexFormat.of().formatHex(read("aes.bin").shared()),
                "-in",
                "key.der",
                "-out",
                "wrapped.bin");
        for (var oaep : Oaep.values()) {
            encrypt(oaep, "aes.bin", "wrapped-key.bin");
            var wrapped = SpoiltDer.concat(
                    read("wrapped-key.bin").shared(), read("wrapped.bin").shared());
            var material = RsaAesKeyWrap.unwrap(wrappingKey, oaep, Blob.adopt(wrapped), RANDOM)
                    .orElseThrow();
            assertThat(material.expose()).isEqualTo(read("key.der").shared());
            var imported = RsaPrivateKey.ofPkcs8(2048, material).orElseThrow();
            assertThat(imported.pkcs8().sameAs(material)).isTrue();
        }
    }

    @Test
    void material_that_openssl_encrypted_decrypts() throws Exception {
        var wrappingKey = RsaPrivateKey.generate(2048);
        write("wrapping.der", wrappingKey.publicKey().spki());
        openssl("rand", "-out", "material.bin", "32");
        for (var oaep : Oaep.values()) {
            encrypt(oaep, "material.bin", "encrypted.bin");
            assertThat(wrappingKey
                            .decrypt(oaep, read("encrypted.bin"))
                            .orElseThrow()
                            .expose())
                    .isEqualTo(read("material.bin").shared());
        }
    }

    private void encrypt(Oaep oaep, String from, String to) throws Exception {
        var hash = oaep.hash().replace("-", "").toLowerCase(Locale.ROOT);
        openssl(
                "pkeyutl",
                "-encrypt",
                "-in",
                from,
                "-out",
                to,
                "-inkey",
                "wrapping.der",
                "-keyform",
                "DER",
                "-pubin",
                "-pkeyopt",
                "rsa_padding_mode:oaep",
                "-pkeyopt",
                "rsa_oaep_md:" + hash,
                "-pkeyopt",
                "rsa_mgf1_md:" + hash);
    }

    @Test
    void keys_on_curves_that_openssl_made_are_read_and_verify_each_others_signatures() throws Exception {
        for (var curve : Curve.values()) {
            var name = switch (curve) {
                case P256 -> "prime256v1";
                case P384 -> "secp384r1";
                case P521 -> "secp521r1";
                case SECP256K1 -> "secp256k1";
            };
            openssl("ecparam", "-name", name, "-genkey", "-noout", "-out", "sec1.pem");
            openssl("pkcs8", "-topk8", "-nocrypt", "-in", "sec1.pem", "-outform", "der", "-out", "key.der");
            var key = EcPrivateKey.ofPkcs8(
                            curve, SecretBytes.adopt(read("key.der").toByteArray()))
                    .orElseThrow();
            assertThat(key.pkcs8().expose()).isEqualTo(read("key.der").shared());
            openssl("pkey", "-in", "sec1.pem", "-pubout", "-outform", "der", "-out", "public.der");
            assertThat(key.publicKey().spki()).isEqualTo(read("public.der"));
            write("message", Blob.adopt(MESSAGE));
            openssl("dgst", "-sha384", "-sign", "sec1.pem", "-out", "signature", "message");
            var digest = Hash.SHA_384.digest(MESSAGE);
            assertThat(key.publicKey().verify(digest, read("signature"))).isTrue();
            write("signature", key.sign(digest));
            openssl("pkey", "-in", "sec1.pem", "-pubout", "-out", "public.pem");
            assertThat(openssl("dgst", "-sha384", "-verify", "public.pem", "-signature", "signature", "message"))
                    .contains("Verified OK");
        }
    }

    @Test
    void ed25519_keys_that_openssl_made_are_read_and_make_the_same_signature() throws Exception {
        openssl("genpkey", "-algorithm", "ed25519", "-outform", "der", "-out", "key.der");
        var key = Ed25519PrivateKey.ofPkcs8(SecretBytes.adopt(read("key.der").toByteArray()))
                .orElseThrow();
        assertThat(key.pkcs8().expose()).isEqualTo(read("key.der").shared());
        write("message", Blob.adopt(MESSAGE));
        openssl(
                "pkeyutl",
                "-sign",
                "-rawin",
                "-keyform",
                "DER",
                "-inkey",
                "key.der",
                "-in",
                "message",
                "-out",
                "signature");
        assertThat(key.sign(MESSAGE)).isEqualTo(read("signature"));
    }

    private Blob read(String name) throws IOException {
        return Blob.adopt(Files.readAllBytes(folder.resolve(name)));
    }

    private void write(String name, Blob bytes) throws IOException {
        Files.write(folder.resolve(name), bytes.shared());
    }

    private String openssl(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
