package claviger.crypto;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The id of key material: 64 lower-case hex digits that are the same whenever the same material
/// meets the same KMS key, and tell nothing about the material. See `docs/format/envelope.md`.
public final class MaterialId {

    private static final byte[] SALT = "claviger/material-id/1".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH = 32;

    private MaterialId() {}

    /// Related multi-Region keys share account and key id, and so the ids of their material.
    ///
    /// @param account 12 digits
    /// @param keyId the id alone, not the ARN
    /// @param material of any kind and length
    public static String of(String account, String keyId, SecretBytes material) {
        // The material is HKDF's message, not its HMAC key: HMAC cannot tell a short key from one
        // with zeros behind it.
        var info = (account + "/" + keyId).getBytes(StandardCharsets.US_ASCII);
        var id = material.use(bytes -> Hkdf.extract(SALT, bytes).expand(info, LENGTH));
        return HexFormat.of().formatHex(id);
    }
}
