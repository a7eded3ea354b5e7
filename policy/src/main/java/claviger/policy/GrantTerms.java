package claviger.policy;

import claviger.policy.Possible.Remaining;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a grant permits its grantee.
///
/// @param id the grant's
/// @param operations such as `Encrypt`
/// @param contextEquals what the encryption context must be, `null` for no such constraint
/// @param contextSubset what the encryption context must hold, `null` for no such constraint
/// @param sourceArn what a service must act for, `null` for no such constraint
public record GrantTerms(
        String id,
        Set<String> operations,
        @Nullable Map<String, String> contextEquals,
        @Nullable Map<String, String> contextSubset,
        @Nullable String sourceArn) {

    public GrantTerms {
        operations = Set.copyOf(operations);
        contextEquals = contextEquals == null ? null : Map.copyOf(contextEquals);
        contextSubset = contextSubset == null ? null : Map.copyOf(contextSubset);
    }

    /// Operations whose requests have no encryption context to compare.
    private static final Set<String> WITHOUT_CONTEXT = Set.of("DescribeKey", "RetireGrant");

    private static final ConditionKey CONTEXT_KEYS = ConditionKey.of("kms:EncryptionContextKeys");
    private static final ConditionKey SOURCE_ARN = ConditionKey.of("aws:SourceArn");

    /// Every operation that a grant can permit.
    public static final Set<String> GRANTABLE = Set.of(
            "Decrypt",
            "Encrypt",
            "GenerateDataKey",
            "GenerateDataKeyWithoutPlaintext",
            "GenerateDataKeyPair",
            "GenerateDataKeyPairWithoutPlaintext",
            "ReEncryptFrom",
            "ReEncryptTo",
            "Sign",
            "Verify",
            "GenerateMac",
            "VerifyMac",
            "GetPublicKey",
            "DeriveSharedSecret",
            "CreateGrant",
            "RetireGrant",
            "DescribeKey");

    boolean permit(AccessRequest request) {
        var operation = operationOf(request);
        return operations.contains(operation)
                && GRANTABLE.contains(operation)
                && (WITHOUT_CONTEXT.contains(operation)
                        || contextPasses(request.context().request().encryptionContext()))
                && sourcePasses(request);
    }

    /// What must hold of a request that is not known whole for the grant to permit it.
    ///
    /// @return `null` if it never permits it
    @Nullable
    List<Remaining> remaining(AccessRequest request, Predicate<ConditionKey> known) {
        var operation = operationOf(request);
        if (!operations.contains(operation) || !GRANTABLE.contains(operation)) {
            return null;
        }
        var remaining = new ArrayList<Remaining>();
        if (!WITHOUT_CONTEXT.contains(operation)) {
            if (known.test(CONTEXT_KEYS)) {
                if (!contextPasses(request.context().request().encryptionContext())) {
                    return null;
                }
            } else {
                addTo(remaining, "EncryptionContextEquals", contextEquals);
                addTo(remaining, "EncryptionContextSubset", contextSubset);
            }
        }
        if (known.test(SOURCE_ARN)) {
            return sourcePasses(request) ? remaining : null;
        }
        if (sourceArn != null && request.requester() instanceof Requester.Service) {
            remaining.add(new Remaining("SourceArn", "aws:SourceArn", List.of(sourceArn)));
        }
        return remaining;
    }

    private static void addTo(List<Remaining> remaining, String name, @Nullable Map<String, String> pairs) {
        if (pairs != null) {
            var values = pairs.entrySet().stream()
                    .map(pair -> pair.getKey() + "=" + pair.getValue())
                    .sorted()
                    .toList();
            remaining.add(new Remaining(name, "kms:EncryptionContext", values));
        }
    }

    static String operationOf(AccessRequest request) {
        return request.action().substring(request.action().indexOf(':') + 1);
    }

    private boolean contextPasses(Map<String, String> context) {
        return (contextEquals == null || isSame(context, contextEquals))
                && (contextSubset == null || holdsAll(context, contextSubset));
    }

    /// Only a service acts for something. AWS leaves open what the constraint means for anybody
    /// else; it is not looked at:
    /// <https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html>
    private boolean sourcePasses(AccessRequest request) {
        return sourceArn == null
                || !(request.requester() instanceof Requester.Service)
                || (request.context().value(SOURCE_ARN) instanceof ContextValue.Single(var arn)
                        && arn.equals(sourceArn));
    }

    /// Both ways, as two names that differ only in case are two names on one side and one on the
    /// other.
    static boolean isSame(Map<String, String> context, Map<String, String> pairs) {
        return context.size() == pairs.size() && holdsAll(context, pairs) && holdsAll(pairs, context);
    }

    /// Names are compared without case, values with it:
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/create-grant-overview.html>
    static boolean holdsAll(Map<String, String> context, Map<String, String> pairs) {
        for (var pair : pairs.entrySet()) {
            if (!holds(context, pair.getKey(), pair.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(Map<String, String> context, String name, String value) {
        var exact = context.get(name);
        if (exact != null) {
            return exact.equals(value);
        }
        // Of names that differ only in case, AWS does not say which wins: all must have the
        // value.
        boolean found = false;
        for (var pair : context.entrySet()) {
            if (pair.getKey().equalsIgnoreCase(name)) {
                if (!pair.getValue().equals(value)) {
                    return false;
                }
                found = true;
            }
        }
        return found;
    }
}
