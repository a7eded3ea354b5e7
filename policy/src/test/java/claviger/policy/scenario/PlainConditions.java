package claviger.policy.scenario;

import claviger.policy.scenario.Coverage.Qualifier;
import claviger.policy.scenario.Scenario.ContextValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The conditions of one statement: policy language, 6.
record PlainConditions(PlainStatement statement, PlainContext context, Coverage coverage) {

    // 6: several operators, and several keys under one, are all to hold; an empty object always does.
    boolean hold() {
        for (var operator : statement.json().path("Condition").properties()) {
            for (var condition : operator.getValue().properties()) {
                var values = PlainStatement.strings(condition.getValue());
                if (!holds(operator.getKey(), condition.getKey(), values)) {
                    return false;
                }
            }
        }
        return true;
    }

    // 6.1: an operator is a qualifier, a name and a suffix, in any case.
    private boolean holds(String operator, String key, List<String> values) {
        var name = operator.toLowerCase(Locale.ROOT);
        var qualifier = Qualifier.NONE;
        if (name.startsWith("forallvalues:")) {
            qualifier = Qualifier.FOR_ALL_VALUES;
        } else if (name.startsWith("foranyvalue:")) {
            qualifier = Qualifier.FOR_ANY_VALUE;
        }
        name = name.substring(name.indexOf(':') + 1);
        var ifExists = name.endsWith("ifexists");
        if (ifExists) {
            name = name.substring(0, name.length() - "ifexists".length());
        }
        var value = context.find(key);
        var held = name.equals("null") ? isNull(value, values) : holds(name, qualifier, ifExists, value, values);
        coverage.add(name, qualifier, ifExists, context.values().get(key), held);
        return held;
    }

    // 6.1, Null: true for absent, false for present.
    private static boolean isNull(@Nullable ContextValue value, List<String> values) {
        return values.stream().anyMatch(wanted -> wanted.equalsIgnoreCase(value == null ? "true" : "false"));
    }

    private boolean holds(
            String name, Qualifier qualifier, boolean ifExists, @Nullable ContextValue value, List<String> values) {
        var negated = name.contains("not");
        var comparison = new PlainComparison(name.replace("not", ""), statement.variables(), context);
        if (value == null) {
            return ifExists || holdsForAbsent(qualifier, negated);
        }
        if (qualifier == Qualifier.NONE) {
            // 6.3: a key of many values without a set operator is never matched by the comparison.
            return (!value.multi() && comparison.any(values, value.values().getFirst())) != negated;
        }
        // 6.3: a text without letters is for a set operator no value.
        if (value.values().equals(List.of(""))) {
            return qualifier == Qualifier.FOR_ALL_VALUES;
        }
        return qualifier == Qualifier.FOR_ALL_VALUES
                ? value.values().stream().allMatch(each -> comparison.any(values, each) != negated)
                : value.values().stream().anyMatch(each -> comparison.any(values, each) != negated);
    }

    // 6.2, without IfExists.
    private static boolean holdsForAbsent(Qualifier qualifier, boolean negated) {
        return switch (qualifier) {
            case NONE -> negated;
            case FOR_ALL_VALUES -> true;
            case FOR_ANY_VALUE -> false;
        };
    }
}
