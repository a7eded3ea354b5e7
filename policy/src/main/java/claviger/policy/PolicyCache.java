package claviger.policy;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Documents that are stored, each compiled once.
public final class PolicyCache {

    /// Documents kept of a kind; with one more, all are forgotten.
    private static final int MOST = 100_000;

    private static final String NOTHING = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}""";

    private static final String NOBODY = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}}""";

    private static final String TRUSTS_NOBODY = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}}""";

    private final Map<PolicyKind, Map<String, Policy>> compiled = new EnumMap<>(PolicyKind.class);

    public PolicyCache() {
        for (var kind : PolicyKind.values()) {
            compiled.put(kind, new ConcurrentHashMap<>());
        }
    }

    /// The document compiled. One that would be refused today, as it was stored before it could be, denies everything.
    public Policy get(PolicyKind kind, String text) {
        var known = compiled.get(kind);
        if (known == null) {
            throw new IllegalArgumentException("no policies of kind " + kind);
        }
        var policy = known.get(text);
        if (policy == null) {
            policy = compile(kind, text);
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(text, policy);
        }
        return policy;
    }

    private static Policy compile(PolicyKind kind, String text) {
        try {
            return Policy.parse(kind, text);
        } catch (MalformedPolicyException e) {
            return Policy.parse(
                    kind,
                    switch (kind) {
                        case KEY, RESOURCE_CONTROL -> NOBODY;
                        case TRUST -> TRUSTS_NOBODY;
                        case IDENTITY, SERVICE_CONTROL -> NOTHING;
                    });
        }
    }
}
