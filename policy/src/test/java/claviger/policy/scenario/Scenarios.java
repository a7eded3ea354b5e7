package claviger.policy.scenario;

import claviger.policy.scenario.Scenario.GrantFacts;
import claviger.policy.scenario.Scenario.Who;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Scenarios at random, of documents that AWS would accept for their kind: few names, so that statements meet requests.
public final class Scenarios {

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final String FULL =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",%s\"Action\":\"*\",\"Resource\":\"*\"}}";

    private static final List<String> ON_ANY_KEY = List.of(
            "kms:Encrypt",
            "kms:Encrypt",
            "kms:Decrypt",
            "kms:GenerateDataKey",
            "kms:ReEncryptFrom",
            "kms:DescribeKey",
            "kms:CreateGrant",
            "kms:GetKeyRotationStatus");
    private static final List<String> ON_OWN_KEY = List.of("kms:DisableKey", "kms:PutKeyPolicy");
    private static final List<String> ON_NO_KEY = List.of("kms:CreateKey", "kms:ListKeys", "kms:GenerateRandom");
    private static final List<String> OPERATIONS = List.of(
            "Encrypt", "Decrypt", "GenerateDataKey", "ReEncryptFrom", "DescribeKey", "CreateGrant", "RetireGrant");

    private final Dice dice;
    private final Who caller;
    private final RandomFacts facts;
    private final RandomPrincipals principals;
    private final RandomStatements statements;
    private final String action;
    private final String resource;
    private final boolean onKey;

    private Scenarios(SplittableRandom random) {
        dice = new Dice(random);
        caller = dice.of(
                World.A1,
                World.A1,
                World.A2,
                World.B1,
                World.B1,
                World.S1,
                World.S1,
                World.S1,
                World.S2,
                World.BS1,
                World.FEDERATED,
                World.FEDERATED,
                World.ROOT,
                World.ROOT_B,
                World.CLOUDTRAIL,
                World.S3);
        var own = caller.account().equals(World.A);
        var service = caller instanceof Who.Service;
        if (!service && dice.chance(8)) {
            action = dice.of(ON_NO_KEY);
            resource = "*";
            onKey = false;
        } else if (!service && own && dice.chance(8)) {
            var alias = dice.chance(50);
            action = alias ? "kms:CreateAlias" : "kms:RetireGrant";
            resource = alias ? World.ALIAS : World.K1;
            onKey = false;
        } else {
            action = dice.of(own && dice.chance(15) ? ON_OWN_KEY : ON_ANY_KEY);
            resource = dice.of(World.K1, World.K2);
            onKey = true;
        }
        facts = new RandomFacts(dice, caller);
        principals = new RandomPrincipals(dice, caller);
        statements = new RandomStatements(dice, new RandomConditions(dice, facts), principals, action, resource);
    }

    public static Scenario random(SplittableRandom random) {
        return new Scenarios(random).scenario();
    }

    private Scenario scenario() {
        var person =
                caller instanceof Who.User || caller instanceof Who.RoleSession || caller instanceof Who.FederatedUser;
        var identity = person ? documents(dice.of(0, 1, 1, 2), 8) : List.<String>of();
        var boundary = person && dice.chance(18) ? document("2012-10-17", 2, () -> statements.identity(8)) : null;
        var keyPolicy = onKey
                ? document(
                        dice.of("2012-10-17", "2012-10-17", "2008-10-17", ""),
                        dice.of(1, 2, 2, 3, 4),
                        statements::ofKeyPolicy)
                : null;
        var session = sessionPolicies();
        var serviceControl = caller instanceof Who.Service ? List.<List<String>>of() : serviceControl();
        var resourceControl = onKey ? resourceControl() : List.<List<String>>of();
        var grants = grants();
        return new Scenario(
                caller,
                action,
                resource,
                onKey ? World.A : caller.account(),
                keyPolicy,
                identity,
                boundary,
                session,
                serviceControl,
                resourceControl,
                grants,
                facts.context());
    }

    private @Nullable List<String> sessionPolicies() {
        var percent = switch (caller) {
            case Who.RoleSession _ -> 30;
            case Who.FederatedUser _ -> 75;
            case Who.Root _, Who.User _, Who.Service _ -> 0;
        };
        return dice.chance(percent) ? documents(dice.of(1, 1, 2), 8) : null;
    }

    // Most levels allow everything, by the policy that AWS attaches to each.
    private List<List<String>> serviceControl() {
        var levels = new ArrayList<List<String>>();
        for (var i = dice.chance(15) ? dice.between(1, 3) : 0; i > 0; i--) {
            var level = new ArrayList<>(dice.chance(75) ? List.of(FULL.formatted("")) : List.<String>of());
            if (level.isEmpty() || dice.chance(40)) {
                level.addAll(documents(1, 30));
            }
            levels.add(level);
        }
        return levels;
    }

    private List<List<String>> resourceControl() {
        var levels = new ArrayList<List<String>>();
        for (var i = dice.chance(12) ? dice.between(1, 2) : 0; i > 0; i--) {
            var level = new ArrayList<>(List.of(FULL.formatted("\"Principal\":\"*\",")));
            if (dice.chance(60)) {
                level.add(document("2012-10-17", 1, statements::resourceControlDeny));
            }
            levels.add(level);
        }
        return levels;
    }

    private List<GrantFacts> grants() {
        var grants = new ArrayList<GrantFacts>();
        var named = resource.equals(World.ALIAS) || resource.equals("*") ? 0 : dice.of(0, 0, 0, 1, 2);
        for (var i = named; i > 0; i--) {
            var operations = new ArrayList<>(dice.some(OPERATIONS, 25));
            var wanted = action.substring("kms:".length());
            if (OPERATIONS.contains(wanted) && !operations.contains(wanted) && dice.chance(60)) {
                operations.add(wanted);
            }
            if (operations.isEmpty()) {
                operations.add("Encrypt");
            }
            var kind = dice.between(0, 3);
            grants.add(new GrantFacts(
                    principals.grantee(),
                    operations,
                    kind == 0 ? constraint() : null,
                    kind == 1 ? constraint() : null,
                    kind == 2 ? dice.of("arn:aws:s3:::logs", "arn:aws:s3:::logo") : null));
        }
        return grants;
    }

    // The request's own context, whole or in part, or with something that it has not.
    private Map<String, String> constraint() {
        var pairs = new TreeMap<String, String>();
        facts.encryptionContext().forEach((key, value) -> {
            if (dice.chance(80)) {
                pairs.put(dice.anyCase(key), dice.chance(85) ? value : "PROD");
            }
        });
        if (dice.chance(15)) {
            pairs.put("Region", "here");
        }
        return pairs;
    }

    private List<String> documents(int count, int denyPercent) {
        var documents = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            documents.add(document("2012-10-17", dice.between(1, 2), () -> statements.identity(denyPercent)));
        }
        return documents;
    }

    private String document(String version, int count, Supplier<Map<String, Object>> statement) {
        var list = new ArrayList<Map<String, Object>>();
        for (var i = 0; i < count; i++) {
            var next = statement.get();
            if (next.containsKey("Principal") || next.containsKey("NotPrincipal") || dice.chance(80)) {
                list.add(next);
            } else {
                // Of an identity: letters and digits, and once in a document.
                next.put("Sid", "Statement" + i);
                list.add(next);
            }
        }
        return write(version, list);
    }

    private String write(String version, List<? extends Map<String, ?>> list) {
        var document = new LinkedHashMap<String, Object>();
        if (!version.isEmpty()) {
            document.put("Version", version);
        }
        document.put("Statement", dice.scalarOrArray(list));
        return MAPPER.writeValueAsString(document);
    }
}
