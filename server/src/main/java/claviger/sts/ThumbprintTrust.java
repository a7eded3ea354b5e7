package claviger.sts;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Trusts the server of a provider that the platform trusts, or in whose chain a certificate with
/// one of the provider's thumbprints stands.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc_verify-thumbprint.html>
///
/// Not an `X509ExtendedTrustManager`: of a plain one, the platform itself checks that the
/// certificate is of the host.
record ThumbprintTrust(List<String> thumbprints) implements X509TrustManager {

    /// @param thumbprints SHA-1 of certificates, as AWS has them, 40 hexadecimal digits
    static SSLContext context(List<String> thumbprints) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new ThumbprintTrust(thumbprints)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        try {
            trusting(null).checkServerTrusted(chain, authType);
        } catch (CertificateException unknown) {
            var pinned = Arrays.stream(chain).filter(this::isListed).findFirst();
            if (pinned.isEmpty()) {
                throw unknown;
            }
            trusting(pinned.get()).checkServerTrusted(chain, authType);
        }
    }

    private boolean isListed(X509Certificate certificate) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded());
            var thumbprint = HexFormat.of().formatHex(sha1);
            return thumbprints.stream()
                    .anyMatch(listed -> listed.toLowerCase(Locale.ROOT).equals(thumbprint));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// @param anchor `null` for those of the platform
    private static X509TrustManager trusting(@Nullable X509Certificate anchor) throws CertificateException {
        try {
            KeyStore anchors = null;
            if (anchor != null) {
                anchors = KeyStore.getInstance(KeyStore.getDefaultType());
                anchors.load(null, null);
                anchors.setCertificateEntry("thumbprint", anchor);
            }
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(anchors);
            for (var manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager found) {
                    return found;
                }
            }
            throw new CertificateException("no trust manager");
        } catch (GeneralSecurityException | IOException e) {
            throw new CertificateException(e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this is for servers");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
