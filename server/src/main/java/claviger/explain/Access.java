package claviger.explain;

import claviger.policy.Possible.Truth;
import claviger.policy.Prospect;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some actions that a principal can do on the same grounds.
///
/// @param actions such as `kms:Decrypt`
/// @param certain whether it can whatever a request says and wherever it comes from
/// @param ways any one of which suffices
/// @param unless Deny statements that take it away where their conditions hold; `null` for none
public record Access(
        List<String> actions,
        boolean certain,
        List<Way> ways,
        @Nullable List<Step> unless) {

    /// @param needs what must allow it too, on the principal's side; `null` for nothing
    public record Way(Step by, @Nullable List<Need> needs) {
        static Way of(Prospect.Way way) {
            var needs = way.needs().stream().map(Need::of).toList();
            return new Way(Step.of(way.by()), needs.isEmpty() ? null : needs);
        }
    }

    /// @param policyType such as `identity-based policy`
    /// @param oneOf one of which must apply
    public record Need(String policyType, List<Step> oneOf) {
        static Need of(Prospect.Need need) {
            return new Need(
                    Words.of(need.source()), need.oneOf().stream().map(Step::of).toList());
        }
    }

    /// @param conditions all of which must hold; `null` for none
    public record Step(Cause cause, @Nullable List<Condition> conditions) {
        static Step of(Prospect.Step step) {
            var conditions = step.conditions().stream()
                    .map(each -> new Condition(each.operator(), each.key(), each.values(), Words.of(each)))
                    .toList();
            return new Step(Cause.of(step.reason()), conditions.isEmpty() ? null : conditions);
        }
    }

    /// @param operator as written
    /// @param key as written
    /// @param values as written
    public record Condition(String operator, String key, List<String> values, String text) {}

    static Access of(List<String> actions, Prospect prospect) {
        var unless = prospect.unless().stream().map(Step::of).toList();
        return new Access(
                actions,
                prospect.truth() == Truth.TRUE,
                prospect.ways().stream().map(Way::of).toList(),
                unless.isEmpty() ? null : unless);
    }
}
