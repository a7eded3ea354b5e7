package claviger.http;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// Makes the server's side of TLS 1.2 and 1.3 from a certificate.
final class Certificates {

    /// Only those with forward secrecy and authenticated encryption.
    private static final List<String> CIPHER_SUITES = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private Certificates() {}

    /// @throws IllegalArgumentException if the files cannot be used
    static SslContext open(Tls tls, SslProvider engine) {
        try {
            var chain = chain(tls.certificateChain());
            var key = key(tls.privateKey(), chain[0].getPublicKey());
            // No ALPN: clients then speak HTTP/1.1, and HTTP/2 is not there to be attacked.
            return SslContextBuilder.forServer(key, chain)
                    .sslProvider(engine)
                    .protocols("TLSv1.3", "TLSv1.2")
                    .ciphers(CIPHER_SUITES, SupportedCipherSuiteFilter.INSTANCE)
                    .build();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unusable) {
            throw new IllegalArgumentException(
                    "The certificate %s and the key %s cannot be used: the chain must be PEM, the key PEM in PKCS #8."
                            .formatted(tls.certificateChain(), tls.privateKey()),
                    unusable);
        }
    }

    private static X509Certificate[] chain(Path file) throws IOException, GeneralSecurityException {
        try (var input = Files.newInputStream(file)) {
            var chain = CertificateFactory.getInstance("X.509").generateCertificates(input).stream()
                    .map(X509Certificate.class::cast)
                    .toArray(X509Certificate[]::new);
            if (chain.length == 0) {
                throw new IllegalArgumentException("There is no certificate in the file.");
            }
            return chain;
        }
    }

    private static PrivateKey key(Path file, PublicKey certified) throws IOException, GeneralSecurityException {
        var found = PKCS8.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        if (!found.find()) {
            throw new IllegalArgumentException("There is no PKCS #8 key in the file.");
        }
        var der = Base64.getMimeDecoder().decode(found.group(1));
        var key = KeyFactory.getInstance(certified.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(der));
        // BoringSSL would take a key of another certificate, and then fail every handshake.
        if (!belong(key, certified)) {
            throw new IllegalArgumentException("The key is not the certificate's.");
        }
        return key;
    }

    private static boolean belong(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        var algorithm = switch (certified.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> certified.getAlgorithm();
        };
        var probe = new byte[32];
        var signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(probe);
        var verifier = Signature.getInstance(algorithm);
        verifier.initVerify(certified);
        verifier.update(probe);
        return verifier.verify(signer.sign());
    }
}
