package claviger.kms;

import claviger.call.Region;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The principals that a grant can name, by the forms of their names. Whether there is such a principal
/// is not looked at.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns>
public final class Principals {

    /// What characters a principal may have.
    public static final String PATTERN = "^[\\w+=,.@:/-]+$";

    /// What a service principal must look like where nothing else can stand.
    public static final String SERVICE_PATTERN = "^([A-Za-z0-9\\-]+)\\.([A-Za-z0-9\\-]+)(\\.[A-Za-z0-9\\-]+)+$";

    /// An account, a user, a role, a session of a role, or a federated user. No group: it cannot be one.
    private static final Pattern ARN = Pattern.compile("arn:(?<partition>aws|aws-cn|aws-us-gov):"
            + "(iam::(?<account>[0-9]{12}):(root|(user|role)/([\\w+=,.@-]+/)*[\\w+=,.@-]{1,64})"
            + "|sts::(?<temporary>[0-9]{12}):"
            + "(assumed-role/[\\w+=,.@-]{1,64}/[\\w+=,.@-]{2,64}|federated-user/[\\w+=,.@-]{2,32}))");

    private static final Pattern SERVICE =
            Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*\\.amazonaws\\.com(\\.cn)?");

    private Principals() {}

    /// The principal itself.
    ///
    /// @param region in whose partition it must be
    /// @throws claviger.call.AwsException InvalidArnException if it cannot be the name of a principal there
    public static String checked(String principal, String region) {
        var arn = ARN.matcher(principal);
        var known = arn.matches()
                ? arn.group("partition").equals(Region.partition(region))
                : SERVICE.matcher(principal).matches();
        if (!known) {
            throw KmsError.INVALID_ARN.because("ARN does not refer to a valid principal: %s", principal);
        }
        return principal;
    }

    /// The account of a principal, `null` for a service.
    static @Nullable String account(String principal) {
        var arn = ARN.matcher(principal);
        if (!arn.matches()) {
            return null;
        }
        return arn.group("account") == null ? arn.group("temporary") : arn.group("account");
    }
}
