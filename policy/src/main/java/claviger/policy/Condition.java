package claviger.policy;

import static claviger.policy.Operator.Quantifier.ALL;
import static claviger.policy.Operator.Quantifier.ANY;
import static claviger.policy.Operator.Quantifier.ONE;

import java.util.ArrayList;
import java.util.List;

/// One key under one operator.
final class Condition {

    private final String writtenOperator;
    private final String writtenKey;
    private final List<String> writtenValues;
    private final Operator.Written operator;
    private final ConditionKey key;
    private final Comparison[] comparisons;

    Condition(
            String writtenOperator,
            Operator.Written operator,
            String writtenKey,
            List<String> values,
            boolean expanding) {
        this.writtenOperator = writtenOperator;
        this.writtenKey = writtenKey;
        this.writtenValues = List.copyOf(values);
        this.operator = operator;
        this.key = ConditionKey.of(writtenKey);
        this.comparisons = values.stream()
                .map(value -> operator.operator().comparison(value, expanding))
                .toArray(Comparison[]::new);
    }

    boolean holds(DecisionContext context) {
        var value = context.value(key);
        if (operator.operator() == Operator.NULL && operator.quantifier() == ONE) {
            return asksFor(value == null ? "true" : "false");
        }
        if (value == null) {
            return holdsWithoutKey();
        }
        if (operator.quantifier() != ONE) {
            return holdsForSet(value.values(), context);
        }
        // Without a set operator, a key of many values equals nothing, however many it has.
        // Unsettled for a negated operator, which is the other one turned round, here as
        // everywhere.
        return value instanceof ContextValue.Single(var single)
                ? compares(single, context)
                : operator.operator().isNegated();
    }

    private boolean asksFor(String wanted) {
        for (var written : writtenValues) {
            if (written.equalsIgnoreCase(wanted)) {
                return true;
            }
        }
        return false;
    }

    private boolean holdsWithoutKey() {
        // Unsettled for ForAnyValue, of which AWS says both that it is false without the key and
        // that IfExists makes every condition true: the more particular wins.
        if (operator.ifExists()) {
            return true;
        }
        return switch (operator.quantifier()) {
            case ALL -> true;
            case ANY -> false;
            case ONE -> operator.operator().isNegated();
        };
    }

    private boolean holdsForSet(List<String> values, DecisionContext context) {
        boolean all = operator.quantifier() == ALL;
        // AWS calls the empty text a null data set. The key is there all the same, so IfExists
        // does not help.
        if (values.size() == 1 && values.getFirst().isEmpty()) {
            return all;
        }
        for (var value : values) {
            if (compares(value, context) != all) {
                return !all;
            }
        }
        return all;
    }

    /// Whether one value is as the operator wants it: equal to one of the policy's, or, negated,
    /// to none.
    private boolean compares(String value, DecisionContext context) {
        for (var comparison : comparisons) {
            if (comparison.holds(value, context)) {
                return !operator.operator().isNegated();
            }
        }
        return operator.operator().isNegated();
    }

    ConditionKey key() {
        return key;
    }

    boolean isForAllValues() {
        return operator.quantifier() == ALL;
    }

    /// Every key that the outcome may hang on: its own, and those of variables in its values.
    List<ConditionKey> keys() {
        var keys = new ArrayList<ConditionKey>();
        keys.add(key);
        for (var value : writtenValues) {
            for (var variable : Template.of(value, false, true).variables()) {
                keys.add(variable.key());
            }
        }
        return keys;
    }

    String writtenOperator() {
        return writtenOperator;
    }

    String writtenKey() {
        return writtenKey;
    }

    List<String> writtenValues() {
        return writtenValues;
    }
}
