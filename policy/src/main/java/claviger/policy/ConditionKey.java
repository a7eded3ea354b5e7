package claviger.policy;

import java.util.Locale;
import java.util.Set;

/// The name of a condition key. AWS compares names without case, the free part of a family
/// included, so they are kept in lower case.
///
/// @param family what kind of name it is
/// @param name the whole name, in lower case, such as `kms:encryptioncontext:dept`
/// @param member the free part of a family's name, in lower case, such as `dept`; the whole name
///     for a single key
public record ConditionKey(Family family, String name, String member) {

    /// Keys that stand alone, and those of which there is one for every tag or pair.
    public enum Family {
        SINGLE("", false),
        ENCRYPTION_CONTEXT("kms:encryptioncontext:", true),
        REQUEST_TAG("aws:requesttag/", true),
        PRINCIPAL_TAG("aws:principaltag/", false),
        RESOURCE_TAG("aws:resourcetag/", false),
        RECIPIENT_ATTESTATION("kms:recipientattestation:", false);

        private final String prefix;
        private final boolean requested;

        Family(String prefix, boolean requested) {
            this.prefix = prefix;
            this.requested = requested;
        }
    }

    /// What a request may say of itself. Everything else only the server knows, and no request
    /// can set.
    private static final Set<String> REQUESTED = Set.of(
            "aws:referer",
            "aws:tagkeys",
            "aws:useragent",
            "iam:awsservicename",
            "iam:passedtoservice",
            "iam:policyarn",
            "kms:bypasspolicylockoutsafetycheck",
            "kms:datakeypairspec",
            "kms:encryptionalgorithm",
            "kms:encryptioncontextkeys",
            "kms:expirationmodel",
            "kms:grantconstraintsourcearn",
            "kms:grantconstrainttype",
            "kms:granteeprincipal",
            "kms:granteeserviceprincipal",
            "kms:grantoperations",
            "kms:keyagreementalgorithm",
            "kms:macalgorithm",
            "kms:messagetype",
            "kms:primaryregion",
            "kms:replicaregion",
            "kms:requestalias",
            "kms:retiringprincipal",
            "kms:retiringserviceprincipal",
            "kms:rotationperiodindays",
            "kms:schedulekeydeletionpendingwindowindays",
            "kms:signingalgorithm",
            "kms:validto",
            "kms:wrappingalgorithm",
            "kms:wrappingkeyspec",
            "sts:durationseconds",
            "sts:externalid",
            "sts:rolesessionname",
            "sts:sourceidentity",
            "sts:transitivetagkeys");

    /// @param name in any case
    public static ConditionKey of(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        for (var family : Family.values()) {
            if (family != Family.SINGLE && lower.startsWith(family.prefix)) {
                return new ConditionKey(family, lower, lower.substring(family.prefix.length()));
            }
        }
        return new ConditionKey(Family.SINGLE, lower, lower);
    }

    /// Whether requests say it themselves, rather than the server knowing it.
    public boolean isSaidByRequest() {
        return family.requested || (family == Family.SINGLE && REQUESTED.contains(name));
    }

    @Override
    public String toString() {
        return name;
    }
}
