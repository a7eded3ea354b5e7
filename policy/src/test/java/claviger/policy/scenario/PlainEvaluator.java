package claviger.policy.scenario;

import claviger.policy.scenario.PlainStatement.Naming;
import claviger.policy.scenario.Scenario.Verdict;
import claviger.policy.scenario.Scenario.Who;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Decides a scenario by the text of the rules, slowly and plainly: nothing is kept, prepared or shared.
///
/// It is what the engine is compared with, and so it owes the engine nothing. Policies are taken to be well-formed.
/// Sections are
/// those of the reference on authorization.
public final class PlainEvaluator {

    // Section 7: the operations that work on the keys of other accounts; of all others the key policy's Allow does
    // nothing for a caller of another account (3.3).
    private static final Set<String> ACROSS_ACCOUNTS = Set.of(
            "Encrypt",
            "Decrypt",
            "ReEncryptFrom",
            "ReEncryptTo",
            "GenerateDataKey",
            "GenerateDataKeyWithoutPlaintext",
            "GenerateDataKeyPair",
            "GenerateDataKeyPairWithoutPlaintext",
            "Sign",
            "Verify",
            "GenerateMac",
            "VerifyMac",
            "DeriveSharedSecret",
            "GetPublicKey",
            "DescribeKey",
            "GetKeyRotationStatus",
            "CreateGrant",
            "ListGrants",
            "RetireGrant",
            "RevokeGrant");

    private final Scenario scenario;
    private final PlainContext context;
    private final Coverage coverage;

    private PlainEvaluator(Scenario scenario, Coverage coverage) {
        this.scenario = scenario;
        this.context = PlainContext.of(scenario.context());
        this.coverage = coverage;
    }

    public static Verdict evaluate(Scenario scenario) {
        return evaluate(scenario, new Coverage());
    }

    /// @param coverage is told of each condition that was looked at
    static Verdict evaluate(Scenario scenario, Coverage coverage) {
        return new PlainEvaluator(scenario, coverage).verdict();
    }

    // Section 3, and section 2 step 5: grants where the policies give no Deny and no Allow.
    private Verdict verdict() {
        if (explicitlyDenied()) {
            return Verdict.EXPLICITLY_DENIED;
        }
        var allowed = organizationsAllow() && (policiesAllow() || grantsAllow());
        return allowed ? Verdict.ALLOWED : Verdict.NOT_ALLOWED;
    }

    // Section 3, rule 1.
    private boolean explicitlyDenied() {
        var documents = new ArrayList<>(scenario.identityPolicies());
        Stream.of(scenario.serviceControl(), scenario.resourceControl())
                .flatMap(List::stream)
                .forEach(documents::addAll);
        if (scenario.keyPolicy() != null) {
            documents.add(scenario.keyPolicy());
        }
        if (scenario.boundary() != null) {
            documents.add(scenario.boundary());
        }
        if (scenario.sessionPolicies() != null) {
            documents.addAll(scenario.sessionPolicies());
        }
        return statements(documents).stream()
                .anyMatch(
                        statement -> statement.denies() && statement.concerns(scenario.caller()) && applies(statement));
    }

    // Section 3, rule 2: every level of the organization must have an Allow.
    private boolean organizationsAllow() {
        return scenario.serviceControl().stream().allMatch(this::allows)
                && scenario.resourceControl().stream().allMatch(this::allows);
    }

    private boolean policiesAllow() {
        if (scenario.caller() instanceof Who.Service) {
            return keyPolicyNamesCaller();
        }
        if (scenario.keyPolicy() == null) {
            return identityAllows() && limitsAllow();
        }
        return scenario.caller().account().equals(scenario.resourceAccount()) ? sameAccount() : otherAccount();
    }

    // Section 3, rule 3, and the first line of 3.2: an Allow of the key policy names the caller in any form.
    private boolean keyPolicyNamesCaller() {
        return keyPolicyAllows().stream()
                .anyMatch(statement -> !statement.namings(scenario.caller()).isEmpty());
    }

    // Section 3.1.
    private boolean sameAccount() {
        return keyPolicyAllows().stream()
                .anyMatch(statement -> statement.namings(scenario.caller()).stream()
                        .anyMatch(naming -> sameAccount(statement, naming)));
    }

    // Section 3.1, a row for each form in which a statement can name the caller. That an asterisk without L gives
    // nothing is unsettled.
    private boolean sameAccount(PlainStatement statement, Naming naming) {
        return switch (naming) {
            case USER, SESSION, SERVICE -> true;
            case ROLE, ISSUER, OTHERS -> limitsAllow();
            case ASTERISK -> statement.hasConditionOn("aws:PrincipalArn") || limitsAllow();
            case ACCOUNT -> identityAllows() && limitsAllow();
        };
    }

    // Section 3.2, and the last line of 3.3.
    private boolean otherAccount() {
        return ACROSS_ACCOUNTS.contains(operation()) && keyPolicyNamesCaller() && identityAllows() && limitsAllow();
    }

    // Section 1: the root user holds every permission of the account, and a federated user without session policies
    // gets nothing from the user who issued the session.
    private boolean identityAllows() {
        return switch (scenario.caller()) {
            case Who.Root _ -> true;
            case Who.Service _ -> false;
            case Who.FederatedUser _ -> scenario.sessionPolicies() != null && allows(scenario.identityPolicies());
            case Who.User _, Who.RoleSession _ -> allows(scenario.identityPolicies());
        };
    }

    // Section 3.1: L. Of a federated user without session policies AWS says that only a policy which names the session
    // itself gives it anything (GetFederationToken, parameter Policy), so nothing that needs L does.
    private boolean limitsAllow() {
        var boundary = scenario.boundary() == null || allows(List.of(scenario.boundary()));
        var session = scenario.sessionPolicies() == null
                ? !(scenario.caller() instanceof Who.FederatedUser)
                : allows(scenario.sessionPolicies());
        return boundary && session;
    }

    // Section 6.1: any one grant suffices.
    private boolean grantsAllow() {
        return scenario.grants().stream()
                .anyMatch(grant -> grant.operations().contains(operation())
                        && granteeMatches(grant.grantee())
                        && PlainGrant.constraintsHold(grant, scenario, context));
    }

    // Section 6.1, match on principal. A grantee is named by ARN, never by an account's twelve digits or a unique id.
    private boolean granteeMatches(String grantee) {
        var caller = scenario.caller();
        if (!(caller instanceof Who.Service) && grantee.equals(Principals.rootArn(caller.account()))) {
            return identityAllows() && limitsAllow();
        }
        return switch (caller) {
            case Who.Root _ -> false;
            case Who.User user -> grantee.equals(user.arn());
            case Who.RoleSession role ->
                grantee.equals(Principals.sessionArn(role)) || (grantee.equals(role.roleArn()) && limitsAllow());
            case Who.FederatedUser user -> grantee.equals(Principals.sessionArn(user));
            case Who.Service service -> grantee.equals(service.name());
        };
    }

    private String operation() {
        return scenario.action().substring(scenario.action().indexOf(':') + 1);
    }

    // Every Allow of the key policy whose action, resource and conditions match.
    private List<PlainStatement> keyPolicyAllows() {
        return statements(documents(scenario.keyPolicy())).stream()
                .filter(statement -> !statement.denies() && applies(statement))
                .toList();
    }

    // Section 3.1: "allows" means at least one applicable Allow in that document type.
    private boolean allows(List<String> documents) {
        return statements(documents).stream()
                .anyMatch(statement ->
                        !statement.denies() && statement.concerns(scenario.caller()) && applies(statement));
    }

    private boolean applies(PlainStatement statement) {
        return statement.actionMatches(scenario.action())
                && statement.resourceMatches(scenario.resource(), context)
                && new PlainConditions(statement, context, coverage).hold();
    }

    private List<PlainStatement> statements(List<String> documents) {
        return documents.stream()
                .flatMap(document -> PlainStatement.of(document, scenario.boundary() != null).stream())
                .toList();
    }

    private static List<String> documents(@Nullable String document) {
        return document == null ? List.of() : List.of(document);
    }
}
