package claviger.sts;

import claviger.call.CommonError;
import java.util.regex.Pattern;

/// The ARNs of roles, as requests name them.
public final class RoleArns {

    private static final Pattern FORM =
            Pattern.compile("arn:aws[a-z-]*:iam::([0-9]{12}):role/([\\x21-\\x7e]+/)?[\\w+=,.@-]{1,64}");

    private RoleArns() {}

    /// The account of a role.
    ///
    /// @throws claviger.call.AwsException ValidationError if it is no ARN of a role
    public static String account(String arn) {
        if (!FORM.matcher(arn).matches()) {
            throw CommonError.VALIDATION.because("%s is invalid", arn);
        }
        return arn.split(":", 6)[4];
    }

    static String name(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
