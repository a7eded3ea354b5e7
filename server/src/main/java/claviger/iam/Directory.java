package claviger.iam;

import org.jspecify.annotations.Nullable;

/// Who there is, in all accounts.
public interface Directory {

    boolean hasAccount(String account);

    /// Whether the account has a role of this name, under whatever path.
    boolean hasRole(String account, String name);

    /// The unique id of a user or role, `null` if there is none of this ARN.
    @Nullable
    String uniqueId(String arn);

    /// The ARN of the user or role with this unique id, `null` if there is none.
    @Nullable
    String arn(String uniqueId);
}
