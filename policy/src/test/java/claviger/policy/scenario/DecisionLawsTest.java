package claviger.policy.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.policy.Authorization;
import claviger.policy.Decision;
import claviger.policy.Explanation;
import claviger.policy.GrantSource;
import claviger.policy.NamedPolicy;
import claviger.policy.Policies;
import claviger.policy.Policy;
import claviger.policy.PolicyKind;
import claviger.policy.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What holds for every decision, on random scenarios.
class DecisionLawsTest {

    private static final int SEEDS = 10_000;
    private static final JsonMapper MAPPER = new JsonMapper();

    private static final String STATEMENT =
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"%s\",\"Action\":\"*\",\"Resource\":\"*\"}}";
    private static final Policy DENY_ALL = Policy.parse(PolicyKind.IDENTITY, STATEMENT.formatted("Deny"));
    private static final Policy ALLOW_ALL = Policy.parse(PolicyKind.IDENTITY, STATEMENT.formatted("Allow"));

    private static final Policy DENY_SOME = Policy.parse(
            PolicyKind.IDENTITY, STATEMENT.formatted("Deny").replace("\"Action\":\"*\"", "\"Action\":\"kms:*crypt*\""));

    @Test
    void a_deny_wins_wherever_it_is() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var scenario = Scenarios.random(new SplittableRandom(seed));
            var request = Engine.request(scenario);
            for (var policies : withAdded(Engine.policies(scenario), new NamedPolicy("added", DENY_ALL))) {
                var decision = Authorization.decide(request, policies, GrantSource.NONE);
                assertThat(decision)
                        .as("seed %d", seed)
                        .isInstanceOfSatisfying(
                                Decision.Denied.class,
                                denied -> assertThat(denied.explicit()).isTrue());
            }
        }
    }

    @Test
    void an_allow_that_is_added_never_closes_and_a_deny_that_is_added_never_opens() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var request = Engine.request(Scenarios.random(new SplittableRandom(seed)));
            var policies = Engine.policies(Scenarios.random(new SplittableRandom(seed)));
            boolean before =
                    Authorization.decide(request, policies, GrantSource.NONE).isAllowed();
            for (var added : withAddedAllow(policies, new NamedPolicy("added", ALLOW_ALL))) {
                boolean after =
                        Authorization.decide(request, added, GrantSource.NONE).isAllowed();
                assertThat(after || !before).as("seed %d", seed).isTrue();
            }
            var denying = new Policies(
                    policies.resource(),
                    plus(policies.identity(), new NamedPolicy("added", DENY_SOME)),
                    policies.boundary(),
                    policies.session(),
                    policies.serviceControl(),
                    policies.resourceControl());
            assertThat(before
                            || !Authorization.decide(request, denying, GrantSource.NONE)
                                    .isAllowed())
                    .as("seed %d", seed)
                    .isTrue();
        }
    }

    @Test
    void nothing_is_allowed_by_nothing() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var scenario = Scenarios.random(new SplittableRandom(seed));
            if (scenario.caller() instanceof Scenario.Who.Root) {
                continue;
            }
            assertThat(Authorization.decide(Engine.request(scenario), Policies.NONE, GrantSource.NONE)
                            .isAllowed())
                    .as("seed %d", seed)
                    .isFalse();
        }
    }

    @Test
    void the_order_of_statements_and_policies_never_matters() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var scenario = Scenarios.random(new SplittableRandom(seed));
            var random = new Random(seed);
            UnaryOperator<String> shuffle = text -> shuffled(text, random);
            var other = new Scenario(
                    scenario.caller(),
                    scenario.action(),
                    scenario.resource(),
                    scenario.resourceAccount(),
                    scenario.keyPolicy() == null ? null : shuffle.apply(scenario.keyPolicy()),
                    shuffledAll(scenario.identityPolicies(), shuffle, random),
                    scenario.boundary() == null ? null : shuffle.apply(scenario.boundary()),
                    scenario.sessionPolicies() == null
                            ? null
                            : shuffledAll(scenario.sessionPolicies(), shuffle, random),
                    scenario.serviceControl(),
                    scenario.resourceControl(),
                    shuffled(scenario.grants(), random),
                    scenario.context());
            assertThat(Engine.decide(other)).as("seed %d", seed).isEqualTo(Engine.decide(scenario));
        }
    }

    @Test
    void the_reason_of_a_decision_is_a_statement_that_its_explanation_says_applied() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var scenario = Scenarios.random(new SplittableRandom(seed));
            var decision = Engine.decision(scenario);
            var explanation = Explanation.of(decision, Engine.request(scenario), Engine.policies(scenario));
            var reason = switch (decision) {
                case Decision.Allowed allowed -> allowed.reason();
                case Decision.Denied denied -> denied.reason();
            };
            if (reason instanceof Reason.ByStatement by) {
                assertThat(explanation.statements())
                        .as("seed %d", seed)
                        .anyMatch(finding -> finding.applied()
                                && finding.missing().isEmpty()
                                && finding.source() == by.source()
                                && finding.index() == by.index());
            }
            assertThat(explanation.statements())
                    .as("seed %d", seed)
                    .allMatch(finding -> finding.applied() == finding.missing().isEmpty());
        }
    }

    /// The policies with one more among those of the identity, the boundary's place, the session's and each level.
    private static List<Policies> withAdded(Policies p, NamedPolicy added) {
        var all = new ArrayList<Policies>();
        all.add(new Policies(
                p.resource(),
                plus(p.identity(), added),
                p.boundary(),
                p.session(),
                p.serviceControl(),
                p.resourceControl()));
        all.add(new Policies(p.resource(), p.identity(), added, p.session(), p.serviceControl(), p.resourceControl()));
        var session = p.session() == null ? List.<NamedPolicy>of() : p.session();
        all.add(new Policies(
                p.resource(),
                p.identity(),
                p.boundary(),
                plus(session, added),
                p.serviceControl(),
                p.resourceControl()));
        all.add(new Policies(
                p.resource(), p.identity(), p.boundary(), p.session(), List.of(List.of(added)), p.resourceControl()));
        all.add(new Policies(
                p.resource(), p.identity(), p.boundary(), p.session(), p.serviceControl(), List.of(List.of(added))));
        return all;
    }

    private static List<Policies> withAddedAllow(Policies p, NamedPolicy added) {
        var all = new ArrayList<Policies>();
        all.add(new Policies(
                p.resource(),
                plus(p.identity(), added),
                p.boundary(),
                p.session(),
                p.serviceControl(),
                p.resourceControl()));
        if (p.session() != null) {
            all.add(new Policies(
                    p.resource(),
                    p.identity(),
                    p.boundary(),
                    plus(p.session(), added),
                    p.serviceControl(),
                    p.resourceControl()));
        }
        return all;
    }

    private static List<NamedPolicy> plus(List<NamedPolicy> policies, NamedPolicy added) {
        var all = new ArrayList<>(policies);
        all.add(added);
        return all;
    }

    private static List<String> shuffledAll(List<String> documents, UnaryOperator<String> shuffle, Random random) {
        return shuffled(documents.stream().map(shuffle).toList(), random);
    }

    private static <T> List<T> shuffled(List<T> items, Random random) {
        var shuffled = new ArrayList<>(items);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static String shuffled(String document, Random random) {
        var json = (ObjectNode) MAPPER.readTree(document);
        if (json.get("Statement") instanceof ArrayNode statements) {
            var items = new ArrayList<tools.jackson.databind.JsonNode>();
            statements.forEach(items::add);
            Collections.shuffle(items, random);
            json.set("Statement", MAPPER.createArrayNode().addAll(items));
        }
        return json.toString();
    }
}
