package claviger.sigv4;

import claviger.crypto.SecretBytes;
import claviger.iam.Credential;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Signs with the key that SigV4 derives from a secret for one day, Region and service, and keeps
/// the last such keys, so that most requests cost one HMAC and open no secret.
///
/// What is kept is bounded and says nothing about validity: whether the credential exists is asked
/// for every request anew. Keys of past days are of no use to anyone, and stay until their place
/// is needed.
final class SigningKeys {

    /// Each scope of a credential has one place. Two that share it take turns, which costs time
    /// and nothing else.
    private static final int PLACES = 1024;

    static final String TERMINATOR = "aws4_request";

    private final Hmac hmac;
    private final AtomicReferenceArray<@Nullable Kept> places = new AtomicReferenceArray<>(PLACES);

    SigningKeys(Hmac hmac) {
        this.hmac = hmac;
    }

    private record Name(String accessKeyId, long version, Scope scope) {}

    private record Kept(Name name, SecretBytes key) {}

    /// The signature of the message, 32 bytes.
    byte[] sign(Credential credential, Scope scope, byte[] message) {
        var name = new Name(credential.accessKeyId(), credential.version(), scope);
        var hash = name.hashCode();
        var place = (hash ^ (hash >>> 16)) & (PLACES - 1);
        var kept = places.get(place);
        if (kept != null && kept.name.equals(name)) {
            try {
                return kept.key.use(key -> hmac.compute(key, message));
            } catch (SecretBytes.WipedException _) {
                // Another scope took the place just now: derive again.
            }
        }
        var derived = derive(credential, scope);
        // Before it is kept, since from then on others may wipe it.
        var signature = derived.use(key -> hmac.compute(key, message));
        var replaced = places.getAndSet(place, new Kept(name, derived));
        if (replaced != null) {
            replaced.key.wipe();
        }
        return signature;
    }

    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>
    private SecretBytes derive(Credential credential, Scope scope) {
        var secret = credential.secret().get();
        try {
            var key = step(secret.use(SigningKeys::prefixed), scope.date());
            key = step(key, scope.region());
            key = step(key, scope.service());
            return SecretBytes.adopt(step(key, TERMINATOR));
        } finally {
            secret.wipe();
        }
    }

    private static byte[] prefixed(byte[] secret) {
        var key = new byte[4 + secret.length];
        key[0] = 'A';
        key[1] = 'W';
        key[2] = 'S';
        key[3] = '4';
        System.arraycopy(secret, 0, key, 4, secret.length);
        return key;
    }

    private byte[] step(byte[] key, String text) {
        try {
            return hmac.compute(key, text.getBytes(StandardCharsets.US_ASCII));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}
