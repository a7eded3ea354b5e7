package claviger.policy.scenario;

import claviger.policy.scenario.Scenario.GrantFacts;
import claviger.policy.scenario.Scenario.Who;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The constraints of a grant: authorization, 6.2.
final class PlainGrant {

    private static final String CONTEXT = "kms:EncryptionContext:";

    private static final Set<String> WITHOUT_CONTEXT = Set.of("kms:DescribeKey", "kms:RetireGrant");

    private PlainGrant() {}

    static boolean constraintsHold(GrantFacts grant, Scenario scenario, PlainContext context) {
        return sourceHolds(grant, scenario, context)
                && (WITHOUT_CONTEXT.contains(scenario.action()) || contextHolds(grant, encryptionContext(context)));
    }

    // SourceArn: only looked at for service calls.
    private static boolean sourceHolds(GrantFacts grant, Scenario scenario, PlainContext context) {
        return grant.sourceArn() == null
                || !(scenario.caller() instanceof Who.Service)
                || grant.sourceArn().equals(context.single("aws:SourceArn"));
    }

    // EncryptionContextEquals: exactly the map. EncryptionContextSubset: contains all pairs.
    private static boolean contextHolds(GrantFacts grant, Map<String, String> request) {
        var equals = grant.contextEquals();
        var subset = grant.contextSubset();
        return (equals == null || (containsAll(request, equals) && request.size() == equals.size()))
                && (subset == null || containsAll(request, subset));
    }

    private static boolean containsAll(Map<String, String> request, Map<String, String> pairs) {
        return pairs.entrySet().stream().allMatch(pair -> pair.getValue().equals(request.get(pair.getKey())));
    }

    // Keys are compared without case, values exactly.
    private static Map<String, String> encryptionContext(PlainContext context) {
        var pairs = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        context.values().forEach((key, value) -> {
            if (key.regionMatches(true, 0, CONTEXT, 0, CONTEXT.length())) {
                pairs.put(key.substring(CONTEXT.length()), value.values().getFirst());
            }
        });
        return pairs;
    }
}
