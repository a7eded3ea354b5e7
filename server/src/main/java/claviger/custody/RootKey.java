package claviger.custody;

import claviger.crypto.Blob;
import claviger.crypto.SecretBytes;
import java.util.Optional;

/// The root of custody: seals domain keys, and nothing else. Providers differ in where the key lives.
public interface RootKey {

    /// Names the key without telling anything of it, so that a wrong root key is told from a damaged row.
    String fingerprint();

    /// @param identity what is sealed, authenticated but not hidden
    Blob seal(Blob identity, SecretBytes secret);

    /// The secret, or empty if `sealed` was not made by this key for this identity.
    Optional<SecretBytes> open(Blob identity, Blob sealed);
}
