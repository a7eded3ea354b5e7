package claviger.iam;

import claviger.call.Caller;
import claviger.crypto.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Credentials for developing, as emulators have them: `test` is the root user of account 000000000000,
/// and any 12 digits are the root user of that account. The secret of all is `test`.
public final class DevCredentials implements Credentials {

    /// The access key id and the secret.
    public static final String TEST = "test";

    private static final String DEFAULT_ACCOUNT = "000000000000";
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    @Override
    public @Nullable Credential find(String accessKeyId, @Nullable String sessionToken) {
        if (sessionToken != null) {
            return null;
        }
        if (accessKeyId.equals(TEST)) {
            return root(accessKeyId, DEFAULT_ACCOUNT);
        }
        return ACCOUNT.matcher(accessKeyId).matches() ? root(accessKeyId, accessKeyId) : null;
    }

    private static Credential root(String accessKeyId, String account) {
        return new Credential(
                accessKeyId,
                account,
                "arn:aws:iam::" + account + ":root",
                account,
                Caller.Type.ROOT,
                null,
                0,
                () -> SecretBytes.copyOf(TEST.getBytes(StandardCharsets.US_ASCII)));
    }
}
