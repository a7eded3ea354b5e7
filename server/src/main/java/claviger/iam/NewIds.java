package claviger.iam;

import claviger.crypto.Randomness;
import claviger.crypto.SecretBytes;
import java.util.Base64;

/// Makes unique ids and the secrets of access keys.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids>
public final class NewIds {

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final Randomness random;

    public NewIds(Randomness random) {
        this.random = random;
    }

    public String user() {
        return id("AIDA", 17);
    }

    public String group() {
        return id("AGPA", 17);
    }

    public String role() {
        return id("AROA", 17);
    }

    public String policy() {
        return id("ANPA", 17);
    }

    /// The id of a long-term access key.
    public String accessKey() {
        return id("AKIA", 16);
    }

    /// The secret of an access key: 30 random bytes are 40 characters of base64.
    public SecretBytes secret() {
        var bytes = random.secret(30);
        try {
            return bytes.use(it -> SecretBytes.adopt(Base64.getEncoder().encode(it)));
        } finally {
            bytes.wipe();
        }
    }

    public Randomness random() {
        return random;
    }

    private String id(String prefix, int length) {
        var id = new StringBuilder(prefix);
        for (byte b : random.bytes(length)) {
            id.append(BASE32.charAt(b & 31));
        }
        return id.toString();
    }
}
