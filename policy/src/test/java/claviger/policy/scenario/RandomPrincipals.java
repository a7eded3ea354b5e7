package claviger.policy.scenario;

import claviger.policy.scenario.Scenario.Who;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Who a key policy or a grant names: the caller in one of the forms, or somebody near.
record RandomPrincipals(Dice dice, Who caller) {

    static final List<Who> EVERYBODY = List.of(
            World.A1,
            World.A2,
            World.B1,
            World.S1,
            World.S2,
            World.BS1,
            World.FEDERATED,
            World.ROOT,
            World.ROOT_B,
            World.CLOUDTRAIL,
            World.S3);

    /// The value of a Principal element.
    Object principal() {
        if (dice.chance(12)) {
            return dice.of("*", Map.of("AWS", "*"), Map.of("AWS", List.of("*")));
        }
        var named = new ArrayList<String>();
        for (var i = dice.of(1, 1, 2, 3); i > 0; i--) {
            named.add(dice.of(names(dice.chance(60) ? caller : dice.of(EVERYBODY))));
        }
        return byType(named);
    }

    /// The value of a NotPrincipal element: most of the caller's chain, and others.
    Object notPrincipal() {
        var named = new ArrayList<>(dice.some(names(caller), 80));
        named.add(dice.of(names(dice.of(EVERYBODY))));
        return byType(named);
    }

    /// An ARN or a service: the accounts by their root, nobody by an id.
    String grantee() {
        return dice.of(names(dice.chance(60) ? caller : dice.of(EVERYBODY)).stream()
                .filter(name -> name.startsWith("arn:") || isService(name))
                .toList());
    }

    private Object byType(List<String> names) {
        var types = new LinkedHashMap<String, Object>();
        var services = names.stream().filter(RandomPrincipals::isService).toList();
        var others = names.stream().filter(name -> !isService(name)).toList();
        if (!others.isEmpty()) {
            types.put("AWS", dice.scalarOrArray(others));
        }
        if (!services.isEmpty()) {
            types.put("Service", dice.scalarOrArray(services));
        }
        return types;
    }

    private static boolean isService(String name) {
        return name.endsWith(".amazonaws.com");
    }

    private static List<String> names(Who who) {
        if (who instanceof Who.Service service) {
            return List.of(service.name());
        }
        var account = Stream.of(Principals.rootArn(who.account()), who.account());
        var own = switch (who) {
            case Who.Root _, Who.Service _ -> Stream.<String>of();
            case Who.User user -> Stream.of(user.arn(), user.arn(), user.id());
            case Who.RoleSession role ->
                Stream.of(role.roleArn(), Principals.sessionArn(role), role.roleArn(), role.roleId());
            case Who.FederatedUser user -> Stream.of(user.issuerArn(), Principals.sessionArn(user), user.issuerId());
        };
        return Stream.concat(account, own).toList();
    }
}
