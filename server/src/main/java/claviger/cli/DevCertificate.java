package claviger.cli;

import claviger.http.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/// A certificate for localhost that signs itself, and so is its own CA. Made by the JDK's keytool, since
/// the JDK has no public way to make one.
final class DevCertificate {

    private static final char[] PASSWORD = "unprotected".toCharArray();
    private static final String ALIAS = "claviger";

    private DevCertificate() {}

    /// The certificate in the folder, made if it is not there. It lasts ten years.
    static Tls in(Path folder) throws IOException, InterruptedException {
        var certificate = folder.resolve("tls-ca.pem").toAbsolutePath();
        var privateKey = folder.resolve("tls-key.pem").toAbsolutePath();
        if (!Files.exists(certificate) || !Files.exists(privateKey)) {
            var store = folder.resolve("tls.p12");
            try {
                keytool(store);
                write(store, certificate, privateKey);
            } finally {
                Files.deleteIfExists(store);
            }
        }
        return new Tls(certificate, privateKey);
    }

    private static void keytool(Path store) throws IOException, InterruptedException {
        Files.deleteIfExists(store);
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        var process = new ProcessBuilder(List.of(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=Claviger development",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-ext",
                        "bc:critical=ca:true",
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD)))
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool could not make a certificate: " + said.strip());
        }
    }

    private static void write(Path store, Path certificate, Path privateKey) throws IOException {
        try {
            var keys = KeyStore.getInstance(store.toFile(), PASSWORD);
            Files.deleteIfExists(privateKey);
            Files.createFile(
                    privateKey, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    privateKey, pem("PRIVATE KEY", keys.getKey(ALIAS, PASSWORD).getEncoded()));
            Files.writeString(
                    certificate, pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IOException("the key store that keytool made cannot be read", e);
        }
    }

    private static String pem(String label, byte[] der) {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}
