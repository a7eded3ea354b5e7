package claviger;

import claviger.crypto.Hkdf;
import claviger.crypto.SecretBytes;

/// The id of the one organization that all accounts of an installation are in.
///
/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html>
final class OrganizationId {

    private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 10;

    private OrganizationId() {}

    /// @param state a key of the installation, of which the id is derived: it is always the same and kept nowhere
    static String of(SecretBytes state) {
        var derived = Hkdf.subkey(state, "claviger organization id");
        try {
            return derived.use(OrganizationId::text);
        } finally {
            derived.wipe();
        }
    }

    private static String text(byte[] bytes) {
        var id = new StringBuilder("o-");
        for (int i = 0; i < LENGTH; i++) {
            id.append(CHARACTERS.charAt(Byte.toUnsignedInt(bytes[i]) % CHARACTERS.length()));
        }
        return id.toString();
    }
}
