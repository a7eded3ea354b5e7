package claviger.policy.scenario;

import claviger.policy.scenario.Scenario.ContextValue;
import claviger.policy.scenario.Scenario.Who;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a request is known by: decided key by key, and once.
final class RandomFacts {

    private static final String CONTEXT = "kms:EncryptionContext:";

    private final Dice dice;
    private final TreeMap<String, Optional<ContextValue>> decided = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    RandomFacts(Dice dice, Who caller) {
        this.dice = dice;
        one("aws:PrincipalAccount", caller.account());
        one("kms:CallerAccount", caller.account());
        switch (caller) {
            case Who.Root root -> one("aws:PrincipalArn", Principals.rootArn(root.account()));
            case Who.User user -> {
                one("aws:PrincipalArn", user.arn());
                one("aws:username", user.arn().substring(user.arn().lastIndexOf('/') + 1));
            }
            case Who.RoleSession role -> one("aws:PrincipalArn", role.roleArn());
            case Who.FederatedUser user -> one("aws:PrincipalArn", Principals.sessionArn(user));
            case Who.Service _ -> {
                absent("aws:PrincipalArn");
                if (dice.chance(70)) {
                    one("aws:SourceArn", dice.of("arn:aws:s3:::logs", "arn:aws:s3:::logo"));
                }
            }
        }
        if (dice.chance(30)) {
            one("aws:PrincipalTag/team", dice.of("prod", "dev", "p?od", ""));
        }
        if (dice.chance(40)) {
            one(CONTEXT + "Dept", dice.of("prod", "Prod"));
        }
        if (dice.chance(20)) {
            one(CONTEXT + "App", "prod");
        }
    }

    private void one(String key, String value) {
        present(key, false, List.of(value));
    }

    void present(String key, boolean many, List<String> values) {
        decided.putIfAbsent(key, Optional.of(new ContextValue(many, List.copyOf(values))));
    }

    void absent(String key) {
        decided.putIfAbsent(key, Optional.empty());
    }

    /// Everything that is present, under names in any case.
    Map<String, ContextValue> context() {
        var context = new TreeMap<String, ContextValue>();
        decided.forEach((key, value) -> value.ifPresent(present -> context.put(dice.anyCase(key), present)));
        return context;
    }

    /// The pairs of the encryption context.
    Map<String, String> encryptionContext() {
        var pairs = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        decided.forEach((key, value) -> {
            if (key.startsWith(CONTEXT) && value.isPresent()) {
                pairs.put(key.substring(CONTEXT.length()), value.get().values().getFirst());
            }
        });
        return pairs;
    }
}
