package claviger.sts;

import claviger.iam.OidcProvider;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/// The keys that providers sign with, fetched from themselves and kept for a while.
///
/// <https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig>
///
/// What a stranger sends can make the server ask a provider that an account has registered, and no
/// other; over HTTPS alone, without redirects, at most every half minute, and for no longer and no
/// more than the limits here say.
final class ProviderKeys {

    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration REST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final long MOST_BYTES = 256 * 1024;
    private static final int MOST_KEPT = 1000;

    private final LongSupplier nanoTime;
    private final ConcurrentHashMap<Name, Kept> kept = new ConcurrentHashMap<>();

    /// @param nanoTime a clock that never goes back
    ProviderKeys(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// A provider may be trusted by other thumbprints in another account.
    private record Name(String url, List<String> thumbprints) {}

    private record Kept(long asked, CompletableFuture<JWKSet> keys) {}

    /// The keys of a provider.
    ///
    /// @param anew whether those that are kept do not do
    /// @throws claviger.call.AwsException IDPCommunicationError if it cannot be asked
    JWKSet of(OidcProvider provider, boolean anew) {
        if (kept.size() >= MOST_KEPT) {
            kept.clear();
        }
        var now = nanoTime.getAsLong();
        var name = new Name(provider.url(), provider.thumbprints());
        var found = kept.compute(name, (_, known) -> {
            var age = known == null ? Long.MAX_VALUE : now - known.asked;
            var isGood = known != null && !known.keys.isCompletedExceptionally() && !anew;
            return known != null && age < (isGood ? FRESH : REST).toNanos() ? known : new Kept(now, fetching(provider));
        });
        try {
            return found.keys.get(3 * LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable();
        } catch (ExecutionException | TimeoutException e) {
            throw unreachable();
        }
    }

    private static claviger.call.AwsException unreachable() {
        return StsError.IDP_COMMUNICATION.because("Couldn't retrieve verification key from your identity provider,"
                + " please reference AssumeRoleWithWebIdentity documentation for requirements");
    }

    /// On a thread of its own: who waits for it may give up before it ends.
    private static CompletableFuture<JWKSet> fetching(OidcProvider provider) {
        var keys = new CompletableFuture<JWKSet>();
        Thread.ofVirtual().name("provider-keys").start(() -> {
            try {
                keys.complete(fetch(provider));
            } catch (IOException | ParseException | RuntimeException e) {
                keys.completeExceptionally(e);
            }
        });
        return keys;
    }

    private static JWKSet fetch(OidcProvider provider) throws IOException, ParseException {
        try (var http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LONGEST)
                .proxy(ProxySelector.getDefault())
                .sslContext(ThumbprintTrust.context(provider.thumbprints()))
                .build()) {
            var issuer = "https://" + provider.url();
            var configuration = JSONObjectUtils.parse(get(http, issuer + "/.well-known/openid-configuration"));
            var keys = JSONObjectUtils.getString(configuration, "jwks_uri");
            if (keys == null) {
                throw new IOException("no jwks_uri");
            }
            return JWKSet.parse(get(http, keys));
        }
    }

    private static String get(HttpClient http, String address) throws IOException {
        var uri = URI.create(address);
        if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || uri.getUserInfo() != null) {
            throw new IOException("no address of HTTPS");
        }
        var request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/json")
                .timeout(LONGEST)
                .build();
        // The timeout of a request ends with its headers: a body that dribbles needs this one.
        var answer = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            return text(answer.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(true);
            http.shutdownNow();
            throw new IOException(e);
        }
    }

    private static String text(HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() != 200) {
            throw new IOException("status " + answer.statusCode());
        }
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
