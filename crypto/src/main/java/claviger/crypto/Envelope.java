package claviger.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// The ciphertext blob of a symmetric KMS key, suite 1. `docs/format/envelope.md` has the layout
/// byte by byte; it is stable for ever.
///
/// An `Envelope` has been parsed, and nothing more: that its words are true is known only when it
/// opens.
public final class Envelope {

    private static final byte SUITE = 1;
    private static final byte AWS = 1;
    private static final byte AWS_CN = 2;
    private static final byte AWS_US_GOV = 3;

    private static final int ACCOUNT_AT = 2;
    private static final int ACCOUNT_LENGTH = 12;
    private static final int KEY_ID_AT = ACCOUNT_AT + ACCOUNT_LENGTH + 1;
    private static final int KEY_ID_MAX = 64;
    private static final int MATERIAL_ID_LENGTH = 32;
    private static final int SALT_LENGTH = 16;
    private static final int COMMITMENT_LENGTH = 32;
    private static final int BEHIND_KEY_ID = MATERIAL_ID_LENGTH + SALT_LENGTH + COMMITMENT_LENGTH;
    private static final int MATERIAL_LENGTH = 32;
    private static final int KEY_LENGTH = 32;

    private static final byte[] KEY_LABEL = "claviger/envelope/1/key".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMITMENT_LABEL = "claviger/envelope/1/commitment".getBytes(StandardCharsets.US_ASCII);

    /// Always the same, which is right: the key that it goes with is made for one message and
    /// used for no other.
    private static final byte[] NONCE = new byte[12];

    private final byte[] bytes;
    private final Identity identity;

    private Envelope(byte[] bytes, Identity identity) {
        this.bytes = bytes;
        this.identity = identity;
    }

    /// Whose ciphertext it is. There is no Region in it, so that related multi-Region keys open
    /// each other's.
    ///
    /// @param partition `aws`, `aws-cn` or `aws-us-gov`
    /// @param account the key's owner, 12 digits
    /// @param keyId 1 to 64 of `A-Z a-z 0-9 -`
    /// @param materialId 64 lower-case hex digits, see [MaterialId]
    public record Identity(String partition, String account, String keyId, String materialId) {

        /// @throws IllegalArgumentException if a part is not of the form given above
        public Identity {
            if (!isCanonical(partition, account, keyId) || !isMaterialId(materialId)) {
                throw new IllegalArgumentException("not an identity that an envelope can name");
            }
        }

        private static boolean isCanonical(String partition, String account, String keyId) {
            return partitionCode(partition) != 0
                    && account.length() == ACCOUNT_LENGTH
                    && all(account, Identity::isDigit)
                    && !keyId.isEmpty()
                    && keyId.length() <= KEY_ID_MAX
                    && all(keyId, Identity::isKeyIdChar);
        }

        private static boolean isMaterialId(String materialId) {
            return materialId.length() == 2 * MATERIAL_ID_LENGTH && all(materialId, Identity::isHex);
        }

        private static boolean all(String text, CharPredicate predicate) {
            for (int i = 0; i < text.length(); i++) {
                if (!predicate.test(text.charAt(i))) {
                    return false;
                }
            }
            return true;
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }

        private static boolean isHex(char c) {
            return isDigit(c) || (c >= 'a' && c <= 'f');
        }

        private static boolean isKeyIdChar(char c) {
            return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
        }

        private interface CharPredicate {
            boolean test(char c);
        }
    }

    /// Seals a plaintext under a key that is made for it alone.
    ///
    /// @param material 32 bytes
    /// @param context bound, not hidden: needed again to open
    /// @param plaintext at least 1 byte
    /// @throws IllegalArgumentException if a length is wrong, or the context has an unpaired
    ///     surrogate
    public static Blob seal(
            Identity identity,
            SecretBytes material,
            Map<String, String> context,
            SecretBytes plaintext,
            Randomness random) {
        return sealWithInsecureSalt(identity, material, context, plaintext, random.bytes(SALT_LENGTH));
    }

    /// For known answers only: a salt used twice is a message key used twice.
    static Blob sealWithInsecureSalt(
            Identity identity, SecretBytes material, Map<String, String> context, SecretBytes plaintext, byte[] salt) {
        requireMaterial(material);
        if (plaintext.length() == 0) {
            throw new IllegalArgumentException("an envelope holds at least 1 byte");
        }
        int header = KEY_ID_AT + identity.keyId.length() + BEHIND_KEY_ID;
        var bytes = new byte[header + plaintext.length() + InsecureNonceAesGcm.TAG_LENGTH];
        var hkdf = material.use(root -> Hkdf.extract(salt, root));
        var key = hkdf.expand(KEY_LABEL, KEY_LENGTH);
        try {
            writeHeader(bytes, identity, salt, hkdf.expand(COMMITMENT_LABEL, COMMITMENT_LENGTH));
            var aad = additionalData(bytes, header, context);
            return plaintext.use(plain -> {
                InsecureNonceAesGcm.seal(key, NONCE, aad, plain, bytes, header);
                return Blob.adopt(bytes);
            });
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /// Reads a blob's header. Empty if it is not of this layout to the byte, or of a suite or
    /// partition that is not known.
    public static Optional<Envelope> parse(Blob blob) {
        var bytes = blob.shared();
        if (bytes.length < KEY_ID_AT || bytes[0] != SUITE) {
            return Optional.empty();
        }
        int keyIdLength = bytes[KEY_ID_AT - 1];
        int header = KEY_ID_AT + keyIdLength + BEHIND_KEY_ID;
        if (keyIdLength < 1 || keyIdLength > KEY_ID_MAX || bytes.length <= header + InsecureNonceAesGcm.TAG_LENGTH) {
            return Optional.empty();
        }
        // ISO 8859-1 keeps all bytes apart: what is not ASCII is refused below instead of being
        // mistaken for something.
        var partition = partitionName(bytes[1]);
        var account = new String(bytes, ACCOUNT_AT, ACCOUNT_LENGTH, StandardCharsets.ISO_8859_1);
        var keyId = new String(bytes, KEY_ID_AT, keyIdLength, StandardCharsets.ISO_8859_1);
        if (!Identity.isCanonical(partition, account, keyId)) {
            return Optional.empty();
        }
        int materialIdAt = KEY_ID_AT + keyIdLength;
        var materialId = HexFormat.of().formatHex(bytes, materialIdAt, materialIdAt + MATERIAL_ID_LENGTH);
        return Optional.of(new Envelope(bytes, new Identity(partition, account, keyId, materialId)));
    }

    /// Says which key and material it claims to need.
    public Identity identity() {
        return identity;
    }

    /// The plaintext, or empty if this envelope was not sealed with this material and context,
    /// whatever the difference.
    ///
    /// @param material 32 bytes
    /// @throws IllegalArgumentException if the material has another length, or the context has an
    ///     unpaired surrogate
    public Optional<SecretBytes> open(SecretBytes material, Map<String, String> context) {
        requireMaterial(material);
        int header = KEY_ID_AT + identity.keyId.length() + BEHIND_KEY_ID;
        int commitmentAt = header - COMMITMENT_LENGTH;
        var salt = Arrays.copyOfRange(bytes, commitmentAt - SALT_LENGTH, commitmentAt);
        var commitment = Arrays.copyOfRange(bytes, commitmentAt, header);
        var hkdf = material.use(root -> Hkdf.extract(salt, root));
        var key = hkdf.expand(KEY_LABEL, KEY_LENGTH);
        try {
            // AES-GCM alone does not commit: whoever chooses two keys can make one ciphertext
            // that both open. So the commitment is checked first, for every message, from keys
            // that are derived anew and kept nowhere.
            if (!MessageDigest.isEqual(commitment, hkdf.expand(COMMITMENT_LABEL, COMMITMENT_LENGTH))) {
                return Optional.empty();
            }
            return InsecureNonceAesGcm.open(key, NONCE, additionalData(bytes, header, context), bytes, header);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static void writeHeader(byte[] bytes, Identity identity, byte[] salt, byte[] commitment) {
        bytes[0] = SUITE;
        bytes[1] = partitionCode(identity.partition);
        write(identity.account.getBytes(StandardCharsets.US_ASCII), bytes, ACCOUNT_AT);
        int keyIdLength = identity.keyId.length();
        bytes[KEY_ID_AT - 1] = (byte) keyIdLength;
        write(identity.keyId.getBytes(StandardCharsets.US_ASCII), bytes, KEY_ID_AT);
        int materialIdAt = KEY_ID_AT + keyIdLength;
        write(HexFormat.of().parseHex(identity.materialId), bytes, materialIdAt);
        write(salt, bytes, materialIdAt + MATERIAL_ID_LENGTH);
        write(commitment, bytes, materialIdAt + MATERIAL_ID_LENGTH + SALT_LENGTH);
    }

    private static void write(byte[] from, byte[] to, int at) {
        System.arraycopy(from, 0, to, at, from.length);
    }

    private static byte[] additionalData(byte[] bytes, int header, Map<String, String> context) {
        var canonical = EncryptionContext.canonical(context);
        var aad = Arrays.copyOf(bytes, header + canonical.length);
        write(canonical, aad, header);
        return aad;
    }

    private static void requireMaterial(SecretBytes material) {
        if (material.length() != MATERIAL_LENGTH) {
            throw new IllegalArgumentException("suite 1 takes material of 32 bytes, not " + material.length());
        }
    }

    /// 0 for a partition that has no code.
    private static byte partitionCode(String partition) {
        return switch (partition) {
            case "aws" -> AWS;
            case "aws-cn" -> AWS_CN;
            case "aws-us-gov" -> AWS_US_GOV;
            default -> 0;
        };
    }

    /// The empty string, which is no partition, for a code that is not known.
    private static String partitionName(byte code) {
        return switch (code) {
            case AWS -> "aws";
            case AWS_CN -> "aws-cn";
            case AWS_US_GOV -> "aws-us-gov";
            default -> "";
        };
    }
}
