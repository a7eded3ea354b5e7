package claviger.iam;

import java.util.NavigableMap;
import java.util.TreeMap;

/// The inline policies of users, groups and roles.
public final class InlinePolicies {

    private InlinePolicies() {}

    /// The identity with the policy, in place of one of the same name.
    ///
    /// @throws claviger.call.AwsException LimitExceeded if all its inline policies together
    /// would be too large
    public static Identity put(Identity identity, String name, String document) {
        var policies = identity.policies().put(name, document);
        var size = policies.inline().values().stream()
                .mapToInt(PolicyDocuments::size)
                .sum();
        if (size > most(identity)) {
            throw IamError.LIMIT_EXCEEDED.because(
                    "Maximum policy size of %s bytes exceeded for %s %s",
                    most(identity), identity.kind(), identity.name());
        }
        return identity.with(policies);
    }

    /// The document of an inline policy.
    ///
    /// @throws claviger.call.AwsException NoSuchEntity if there is none of this name
    public static String get(Identity identity, String name) {
        var document = identity.policies().inline().get(name);
        if (document == null) {
            throw Missing.inline(identity, name);
        }
        return document;
    }

    /// The identity without the policy.
    ///
    /// @throws claviger.call.AwsException NoSuchEntity if there is none of this name
    public static Identity without(Identity identity, String name) {
        get(identity, name);
        return identity.with(identity.policies().without(name));
    }

    /// The names of all, in their order.
    public static NavigableMap<String, String> names(Identity identity) {
        var names = new TreeMap<String, String>();
        identity.policies().inline().keySet().forEach(name -> names.put(name, name));
        return names;
    }

    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
    private static int most(Identity identity) {
        return switch (identity) {
            case User _ -> 2048;
            case Group _ -> 5120;
            case Role _ -> 10_240;
        };
    }
}
