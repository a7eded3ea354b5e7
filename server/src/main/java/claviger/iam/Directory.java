package claviger.iam;

import org.jspecify.annotations.Nullable;

/// Who there is, in all accounts.
public interface Directory {

    boolean hasAccount(String account);

    /// The unique id of a user or role, `null` if there is none of this ARN.
    @Nullable
    String uniqueId(String arn);

    /// The ARN of the user or role with this unique id, `null` if there is none.
    @Nullable
    String arn(String uniqueId);
}
