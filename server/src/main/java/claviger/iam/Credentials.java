package claviger.iam;

import org.jspecify.annotations.Nullable;

/// Where credentials are found.
public interface Credentials {

    /// The credential that may sign with this id and token, `null` if there is none or it is not active. A long-term
    /// key takes no token; a temporary one takes only its own.
    @Nullable
    Credential find(String accessKeyId, @Nullable String sessionToken);
}
