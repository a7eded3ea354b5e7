package claviger.iam;

import claviger.call.Operation;
import claviger.call.Operation.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Managed policies and what they are attached to.
public final class Attachments {

    private static final Pattern ARN = Pattern.compile("arn:aws:iam::([0-9]{12}|aws):policy/[\\u0021-\\u007F]+");

    private Attachments() {}

    /// The answer to attaching a policy to the identity that was needed. Twice is no error.
    ///
    /// @throws claviger.call.AwsException NoSuchEntity if there is no such policy,
    /// LimitExceeded for     one too many
    public static Outcome<Operation.Nothing> attach(IamLeave leave, String policyArn) {
        var identity = leave.identity();
        var policy = leave.identities().policy(checked(policyArn));
        if (policy == null) {
            throw Missing.attachable(policyArn);
        }
        var done = Outcome.answer(new Operation.Nothing());
        if (identity.policies().attached().contains(policy.arn())) {
            return done;
        }
        quota(identity).admit(identity.policies().attached().size());
        leave.hangingOn(policy);
        return done.changing(identity.with(identity.policies().attach(policy.arn())));
    }

    /// The answer to detaching a policy from the identity that was needed.
    ///
    /// @throws claviger.call.AwsException NoSuchEntity if it is not attached
    public static Outcome<Operation.Nothing> detach(IamLeave leave, String policyArn) {
        var identity = leave.identity();
        if (!identity.policies().attached().contains(checked(policyArn))) {
            throw IamError.NO_SUCH_ENTITY.because("%s", Missing.policy(policyArn));
        }
        return Outcome.answer(new Operation.Nothing())
                .changing(identity.with(identity.policies().detach(policyArn)));
    }

    /// The names of the policies that are attached to an identity, with their ARNs.
    ///
    /// @param pathPrefix `null` for all
    public static NavigableMap<String, String> named(Identity identity, @Nullable String pathPrefix) {
        var names = new TreeMap<String, String>();
        for (var arn : identity.policies().attached()) {
            var resource = arn.substring(arn.indexOf('/'));
            if (pathPrefix == null || resource.startsWith(pathPrefix)) {
                names.put(resource.substring(resource.lastIndexOf('/') + 1), arn);
            }
        }
        return names;
    }

    /// The ARN itself, if it can be a managed policy's.
    ///
    /// @throws claviger.call.AwsException InvalidInput if it cannot
    static String checked(String policyArn) {
        if (!ARN.matcher(policyArn).matches()) {
            throw IamError.INVALID_INPUT.because("ARN %s is not valid.", policyArn);
        }
        return policyArn;
    }

    /// How many identities each policy is attached to, by ARN; none are left out.
    public static Map<String, Integer> counted(Identities identities) {
        var counts = new HashMap<String, Integer>();
        for (var identity : identities.all()) {
            identity.policies().attached().forEach(arn -> counts.merge(arn, 1, Integer::sum));
        }
        return counts;
    }

    /// How many users and roles each policy bounds, by ARN; none are left out.
    public static Map<String, Integer> countedAsBoundary(Identities identities) {
        var counts = new HashMap<String, Integer>();
        for (var identity : identities.all()) {
            if (identity instanceof Bounded bounded && bounded.boundary() != null) {
                counts.merge(bounded.boundary(), 1, Integer::sum);
            }
        }
        return counts;
    }

    private static Quotas quota(Identity identity) {
        return switch (identity) {
            case User _ -> Quotas.POLICIES_PER_USER;
            case Group _ -> Quotas.POLICIES_PER_GROUP;
            case Role _ -> Quotas.POLICIES_PER_ROLE;
        };
    }
}
