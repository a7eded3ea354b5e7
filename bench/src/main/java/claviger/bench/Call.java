package claviger.bench;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// One call of the KMS API.
///
/// @param operation such as `Encrypt`
/// @param body its JSON
record Call(String operation, String body) {

    private static final String CONTEXT = """
            "EncryptionContext":{"application":"bench","tenant":"42"}""";

    static Call createKey() {
        return new Call("CreateKey", "{}");
    }

    /// @param usage `SIGN_VERIFY`, or another that the spec knows
    static Call createKey(String spec, String usage) {
        return new Call("CreateKey", """
                {"KeySpec":"%s","KeyUsage":"%s"}""".formatted(spec, usage));
    }

    static Call listKeys() {
        return new Call("ListKeys", "{}");
    }

    static Call listKeys(int limit, @Nullable String marker) {
        return new Call("ListKeys", "{" + page(limit, marker) + "}");
    }

    static Call listAliases(int limit, @Nullable String marker) {
        return new Call("ListAliases", "{" + page(limit, marker) + "}");
    }

    static Call listGrants(String keyId, int limit, @Nullable String marker) {
        return new Call("ListGrants", """
                {"KeyId":"%s",%s}""".formatted(keyId, page(limit, marker)));
    }

    private static String page(int limit, @Nullable String marker) {
        return "\"Limit\":" + limit + (marker == null ? "" : ",\"Marker\":\"" + marker + "\"");
    }

    static Call updateKeyDescription(String keyId) {
        return new Call("UpdateKeyDescription", """
                {"KeyId":"%s","Description":"bench"}""".formatted(keyId));
    }

    /// Encrypts 256 bytes.
    static Call encrypt(String keyId) {
        var plaintext = Base64.getEncoder().encodeToString(new byte[256]);
        return new Call("Encrypt", """
                {"KeyId":"%s","Plaintext":"%s",%s}""".formatted(keyId, plaintext, CONTEXT));
    }

    static Call decrypt(String ciphertext) {
        return new Call("Decrypt", """
                {"CiphertextBlob":"%s",%s}""".formatted(ciphertext, CONTEXT));
    }

    /// Signs a digest of 32 bytes.
    static Call sign(String keyId, String algorithm) {
        var digest = Base64.getEncoder().encodeToString(new byte[32]);
        return new Call("Sign", """
                {"KeyId":"%s","Message":"%s","MessageType":"DIGEST","SigningAlgorithm":"%s"}""".formatted(keyId, digest, algorithm));
    }

    static Call generateDataKeyPair(String keyId, String spec) {
        return new Call("GenerateDataKeyPair", """
                {"KeyId":"%s","KeyPairSpec":"%s"}""".formatted(keyId, spec));
    }

    static Call generateDataKey(String keyId) {
        return new Call("GenerateDataKey", """
                {"KeyId":"%s","KeySpec":"AES_256",%s}""".formatted(keyId, CONTEXT));
    }
}
