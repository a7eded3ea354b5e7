package claviger.kms;

import claviger.call.WireNamed;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The operations that count as uses of a KMS key.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyLastUsageData.html>
public enum KeyLastUsageTrackingOperation implements WireNamed {
    DECAPSULATE("Decapsulate"),
    DECRYPT("Decrypt"),
    DERIVE_SHARED_SECRET("DeriveSharedSecret"),
    ENCAPSULATE("Encapsulate"),
    ENCRYPT("Encrypt"),
    GENERATE_DATA_KEY("GenerateDataKey"),
    GENERATE_DATA_KEY_PAIR("GenerateDataKeyPair"),
    GENERATE_DATA_KEY_PAIR_WITHOUT_PLAINTEXT("GenerateDataKeyPairWithoutPlaintext"),
    GENERATE_DATA_KEY_WITHOUT_PLAINTEXT("GenerateDataKeyWithoutPlaintext"),
    GENERATE_MAC("GenerateMac"),
    RE_ENCRYPT("ReEncrypt"),
    SIGN("Sign"),
    VERIFY("Verify"),
    VERIFY_MAC("VerifyMac");

    private static final Map<String, KeyLastUsageTrackingOperation> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(it -> it.wireName, Function.identity()));

    private final String wireName;

    KeyLastUsageTrackingOperation(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    /// The operation of this name, `null` for one that does not count.
    public static @Nullable KeyLastUsageTrackingOperation named(String operation) {
        return BY_NAME.get(operation);
    }
}
