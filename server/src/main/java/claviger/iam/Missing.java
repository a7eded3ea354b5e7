package claviger.iam;

import claviger.call.AwsException;
import java.util.Locale;

/// AWS's words for what does not exist.
public final class Missing {

    private Missing() {}

    /// @param kind `user`, `group` or `role`
    static String of(String kind, String name) {
        return "The " + kind + " with name " + name + " cannot be found.";
    }

    static String policy(String arn) {
        return "Policy " + arn + " was not found.";
    }

    public static AwsException user(String name) {
        return IamError.NO_SUCH_ENTITY.because("%s", of("user", name));
    }

    public static AwsException accessKey(String id) {
        return IamError.NO_SUCH_ENTITY.because("The Access Key with id %s cannot be found.", id);
    }

    /// A policy that was to be attached.
    public static AwsException attachable(String arn) {
        return IamError.NO_SUCH_ENTITY.because("Policy %s does not exist or is not attachable.", arn);
    }

    /// An inline policy of an identity.
    public static AwsException inline(Identity identity, String policyName) {
        return IamError.NO_SUCH_ENTITY.because(
                "The %s policy with name %s cannot be found.", identity.kind().toLowerCase(Locale.ROOT), policyName);
    }
}
