package claviger.bench;

import java.util.Base64;

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

    static Call listKeys() {
        return new Call("ListKeys", "{}");
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

    static Call generateDataKey(String keyId) {
        return new Call("GenerateDataKey", """
                {"KeyId":"%s","KeySpec":"AES_256",%s}""".formatted(keyId, CONTEXT));
    }
}
