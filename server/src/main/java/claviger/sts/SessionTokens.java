package claviger.sts;

import claviger.crypto.Blob;
import claviger.crypto.Randomness;
import claviger.crypto.SecretBytes;
import claviger.custody.Custody;
import claviger.custody.Domain;
import claviger.custody.DomainKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes temporary credentials, and knows them when they come back. Nothing of them is stored: the
/// token carries the session, sealed for one access key id, and the secret is derived.
///
/// `docs/format/session-token.md` has the bytes.
public final class SessionTokens {

    private static final byte FORMAT = 1;
    private static final int ACCOUNT = 12;
    private static final int HEADER = 1 + ACCOUNT + Integer.BYTES;
    private static final int SALT = 16;

    private static final Pattern DIGITS = Pattern.compile("[0-9]{12}");

    private final Custody custody;
    private final Randomness random;

    public SessionTokens(Custody custody, Randomness random) {
        this.custody = custody;
        this.random = random;
    }

    /// New temporary credentials.
    ///
    /// @param secret 40 characters in ASCII; whoever is given it wipes it
    public record Issued(String accessKeyId, SecretBytes secret, SecretBytes token) {}

    /// A session whose token is genuine.
    ///
    /// @param number tells its secret from that of another session under the same access key id
    /// @param secret derives the secret; the caller wipes it
    record Opened(String account, SessionFacts facts, long number, Supplier<SecretBytes> secret) {}

    /// The first domain key of an account's global domain, not yet stored.
    DomainKey newDomainKey(String account) {
        return custody.create(Domain.global(account));
    }

    /// @param by the newest domain key of the account's global domain
    Issued issue(DomainKey by, SessionFacts facts) {
        var account = by.domain().account();
        var accessKeyId = AccessKeyIds.temporary(account, random);
        var salt = random.bytes(SALT);
        var encoded = SessionCodec.encode(facts);
        var content = ByteBuffer.allocate(SALT + encoded.length)
                .put(salt)
                .put(encoded)
                .array();
        var sealed = custody.sealSession(by, accessKeyId, content);
        var token = ByteBuffer.allocate(HEADER + sealed.length())
                .put(FORMAT)
                .put(account.getBytes(StandardCharsets.US_ASCII))
                .putInt(by.keyVersion())
                .put(sealed.shared())
                .array();
        return new Issued(
                accessKeyId,
                secret(by, accessKeyId, salt),
                SecretBytes.adopt(text(token).getBytes(StandardCharsets.US_ASCII)));
    }

    /// The session of a token, `null` if it was not made here for this access key id.
    ///
    /// @param domainKeys of a domain
    @Nullable
    Opened open(String accessKeyId, String token, Function<Domain, List<DomainKey>> domainKeys) {
        var bytes = bytes(token);
        if (bytes.length < HEADER || bytes[0] != FORMAT) {
            return null;
        }
        var account = new String(bytes, 1, ACCOUNT, StandardCharsets.US_ASCII);
        if (!DIGITS.matcher(account).matches()) {
            return null;
        }
        int version = ByteBuffer.wrap(bytes).getInt(1 + ACCOUNT);
        var sealed = Blob.adopt(Arrays.copyOfRange(bytes, HEADER, bytes.length));
        for (var key : domainKeys.apply(Domain.global(account))) {
            if (key.keyVersion() == version) {
                return custody.openSession(key, accessKeyId, sealed)
                        .map(content -> opened(key, accessKeyId, content))
                        .orElse(null);
            }
        }
        return null;
    }

    private Opened opened(DomainKey key, String accessKeyId, SecretBytes content) {
        try {
            var bytes = content.expose();
            var salt = Arrays.copyOf(bytes, SALT);
            var facts = SessionCodec.decode(Arrays.copyOfRange(bytes, SALT, bytes.length));
            Arrays.fill(bytes, (byte) 0);
            return new Opened(
                    key.domain().account(),
                    facts,
                    ByteBuffer.wrap(salt).getLong(),
                    () -> secret(key, accessKeyId, salt));
        } finally {
            content.wipe();
        }
    }

    private SecretBytes secret(DomainKey by, String accessKeyId, byte[] salt) {
        var secret = custody.sessionSecret(by, accessKeyId, salt);
        try {
            return secret.use(bytes -> SecretBytes.adopt(Base64.getEncoder().encode(bytes)));
        } finally {
            secret.wipe();
        }
    }

    /// Empty for a text that is not just as it was issued: the decoder would also take padding, and
    /// any bits behind the last byte.
    private static byte[] bytes(String token) {
        try {
            var bytes = Base64.getUrlDecoder().decode(token);
            return text(bytes).equals(token) ? bytes : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static String text(byte[] token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }
}
