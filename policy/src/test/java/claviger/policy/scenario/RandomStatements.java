package claviger.policy.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Statements about one request: they often match it, and often nearly.
record RandomStatements(
        Dice dice, RandomConditions conditions, RandomPrincipals principals, String action, String resource) {

    private static final List<String> ACTIONS = List.of(
            "kms:Encrypt",
            "kms:Decrypt",
            "kms:ReEncrypt*",
            "kms:Describe*",
            "kms:?ncrypt",
            "s3:*",
            "kms:List*",
            "kms:Nothing");

    Map<String, Object> identity(int denyPercent) {
        var statement = new LinkedHashMap<String, Object>();
        effect(statement, denyPercent);
        actions(statement);
        resources(statement, 45);
        conditions(statement, 35);
        return statement;
    }

    /// One of a key policy, which may lack Action or Resource, and then says nothing.
    Map<String, Object> ofKeyPolicy() {
        var statement = new LinkedHashMap<String, Object>();
        if (dice.chance(20)) {
            statement.put("Sid", "Let some, not all");
        }
        effect(statement, 16);
        var not = dice.chance(8);
        statement.put(not ? "NotPrincipal" : "Principal", not ? principals.notPrincipal() : principals.principal());
        if (dice.chance(97)) {
            actions(statement);
        }
        if (dice.chance(97)) {
            resources(statement, 85);
        }
        // Whether a condition on the caller's ARN lifts limits from who is merely not listed is not written anywhere.
        if (!not || statement.get("Effect").equals("Deny")) {
            conditions(statement, 40);
        }
        return statement;
    }

    /// The one form that a resource control policy of a customer has (RCP syntax, IAM and Organizations).
    Map<String, Object> resourceControlDeny() {
        var statement = new LinkedHashMap<String, Object>();
        statement.put("Effect", "Deny");
        statement.put("Principal", "*");
        statement.put("Action", dice.scalarOrArray(List.of(dice.of("kms:*", action, "kms:Decrypt", "s3:*"))));
        resources(statement, 70);
        conditions(statement, 90);
        return statement;
    }

    private void effect(Map<String, Object> statement, int denyPercent) {
        statement.put("Effect", dice.chance(denyPercent) ? "Deny" : "Allow");
    }

    private void conditions(Map<String, Object> statement, int percent) {
        if (dice.chance(percent)) {
            statement.put("Condition", dice.chance(3) ? Map.of() : conditions.some(2));
        }
    }

    private void actions(Map<String, Object> statement) {
        var negated = dice.chance(12);
        var patterns = new ArrayList<String>();
        for (var i = dice.of(1, 1, 1, 2, 3); i > 0; i--) {
            patterns.add(dice.chance(negated ? 15 : 70) ? ownAction() : dice.of(ACTIONS));
        }
        statement.put(negated ? "NotAction" : "Action", dice.scalarOrArray(patterns));
    }

    private String ownAction() {
        var letter = dice.between(4, action.length() - 1);
        var question = action.substring(0, letter) + "?" + action.substring(letter + 1);
        return dice.of(
                action,
                "kms:*",
                "kms:*",
                "*",
                dice.anyCase(action),
                dice.anyCase(action.substring(0, letter) + "*"),
                dice.anyCase(question),
                "kms:*" + action.substring(letter),
                action + "?");
    }

    private void resources(Map<String, Object> statement, int asteriskPercent) {
        var negated = dice.chance(10);
        var patterns = new ArrayList<String>();
        for (var i = dice.of(1, 1, 1, 2); i > 0; i--) {
            if (negated) {
                patterns.add(dice.chance(20) ? ownResource() : otherResource());
            } else {
                patterns.add(dice.chance(asteriskPercent) ? "*" : dice.chance(75) ? ownResource() : otherResource());
            }
        }
        statement.put(negated ? "NotResource" : "Resource", dice.scalarOrArray(patterns));
    }

    // Of a request on nothing, what comes near is any key.
    private String ownResource() {
        var arn = resource.equals("*") ? World.K1 : resource;
        var parts = arn.split(":", 6);
        var head = String.join(":", List.of(parts).subList(0, 5)) + ":";
        var end = parts[5];
        var slash = end.indexOf('/') + 1;
        return dice.of(
                arn,
                head + end.substring(0, slash) + "*",
                "arn:aws:kms:*:*:" + end.substring(0, slash) + "*",
                "arn:aws:kms:us-????-1:" + parts[4] + ":*",
                head + end.substring(0, slash) + "${aws:PrincipalTag/none, '" + end.substring(slash) + "'}",
                head + end.substring(0, slash) + "${aws:PrincipalTag/team}",
                head + end.substring(0, slash + 3) + "?" + end.substring(slash + 4),
                head + end.substring(0, slash) + "${*}" + end.substring(slash + 1));
    }

    private String otherResource() {
        return dice.of(
                World.K1,
                World.K2,
                World.K2.toLowerCase(Locale.ROOT),
                World.ALIAS,
                World.K1.replace("us-east-1", "us-west-2"),
                World.K1.replace(World.A, World.B),
                "arn:aws:kms:*:*:alias/*");
    }
}
