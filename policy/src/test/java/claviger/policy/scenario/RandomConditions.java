package claviger.policy.scenario;

import claviger.policy.scenario.Coverage.Cardinality;
import claviger.policy.scenario.Coverage.Qualifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Conditions over small alphabets, and with each the key it is on: present or not, with one value or many.
record RandomConditions(Dice dice, RandomFacts facts) {

    private static final List<String> MANY_VALUED = List.of(
            "aws:TagKeys",
            "kms:EncryptionContextKeys",
            "kms:ResourceAliases",
            "kms:GrantOperations",
            "aws:CalledVia",
            "aws:PrincipalOrgPaths");

    /// @param most how many there are at most
    Map<String, Object> some(int most) {
        var conditions = new LinkedHashMap<String, Object>();
        for (var i = dice.between(1, most); i > 0; i--) {
            if (dice.chance(8)) {
                put(conditions, "Null", nullKey(), List.of(dice.of("true", "false")));
            } else {
                comparison(conditions);
            }
        }
        return conditions;
    }

    private void comparison(Map<String, Object> conditions) {
        var operator = dice.of(Coverage.OPERATORS);
        var qualifier = dice.of(List.of(Qualifier.values()));
        var family = Family.of(operator);
        var key = key(family, qualifier);
        var values = new ArrayList<Object>();
        for (var i = dice.of(1, 1, 1, 2, 3); i > 0; i--) {
            values.add(json(dice.of(family.policy())));
        }
        var name = dice.chance(90) ? operator : dice.anyCase(operator);
        put(conditions, qualifier.prefix + name + (dice.chance(40) ? "IfExists" : ""), key, values);
    }

    private String nullKey() {
        return key(dice.of(Family.ALL), Qualifier.NONE);
    }

    // Booleans and numbers may be written as JSON's own.
    private Object json(String text) {
        if (dice.chance(75)) {
            return text;
        }
        return switch (text) {
            case "true", "false" -> Boolean.valueOf(text);
            case "7", "30", "-1", "1704067200" -> Long.valueOf(text);
            default -> text;
        };
    }

    private void put(Map<String, Object> conditions, String operator, String key, List<?> values) {
        @SuppressWarnings("unchecked") // only this method puts anything there
        var keys = (Map<String, Object>) conditions.computeIfAbsent(operator, _ -> new LinkedHashMap<String, Object>());
        keys.put(dice.anyCase(key), dice.scalarOrArray(values));
    }

    // A key for which it is decided, here or before, what the request has under it.
    private String key(Family family, Qualifier qualifier) {
        var cardinality =
                dice.of(Cardinality.MISSING, Cardinality.EMPTY, Cardinality.ONE, Cardinality.ONE, Cardinality.MANY);
        var many = cardinality == Cardinality.MANY || dice.chance(qualifier == Qualifier.NONE ? 15 : 50);
        var key = dice.of(many ? MANY_VALUED : singleKeys(family, qualifier));
        var values = new ArrayList<String>();
        var count = switch (cardinality) {
            case MISSING, EMPTY -> 0;
            case ONE -> 1;
            case MANY -> dice.between(2, 3);
        };
        for (var i = 0; i < count; i++) {
            values.add(dice.of(family.request()));
        }
        if (cardinality == Cardinality.EMPTY && !many) {
            values.add("");
        }
        if (cardinality == Cardinality.MISSING) {
            facts.absent(key);
        } else {
            facts.present(key, many, values);
        }
        return key;
    }

    // KMS refuses ForAllValues on these two as OverlyPermissiveCondition (policy language, 8.2).
    private static List<String> singleKeys(Family family, Qualifier qualifier) {
        return qualifier != Qualifier.FOR_ALL_VALUES
                ? family.keys()
                : family.keys().stream()
                        .filter(key -> !key.startsWith("kms:EncryptionContext:") && !key.startsWith("aws:RequestTag/"))
                        .toList();
    }
}
