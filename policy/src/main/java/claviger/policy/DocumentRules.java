package claviger.policy;

import static claviger.policy.MalformedPolicyException.Fault.ACTION;
import static claviger.policy.MalformedPolicyException.Fault.LEGACY;
import static claviger.policy.MalformedPolicyException.Fault.OVERLY_PERMISSIVE;
import static claviger.policy.MalformedPolicyException.Fault.PRINCIPAL;
import static claviger.policy.MalformedPolicyException.Fault.RESOURCE;
import static claviger.policy.MalformedPolicyException.Fault.SID;
import static claviger.policy.MalformedPolicyException.Fault.SYNTAX;
import static claviger.policy.MalformedPolicyException.Fault.VERSION;

import claviger.policy.MalformedPolicyException.Fault;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/// What IAM and KMS refuse of a document whose form is right, in the order in which IAM looks, so
/// that the first fault is the one that AWS would name.
final class DocumentRules {

    private static final Pattern SID_FORM = Pattern.compile("[0-9A-Za-z]*");

    private final PolicyKind kind;
    private final Draft draft;

    private DocumentRules(PolicyKind kind, Draft draft) {
        this.kind = kind;
        this.draft = draft;
    }

    static void check(PolicyKind kind, Draft draft) {
        var rules = new DocumentRules(kind, draft);
        rules.version();
        rules.legacyParsing();
        rules.sids();
        draft.statements().forEach(rules::hasActions);
        draft.statements().forEach(rules::resourceForm);
        draft.statements().forEach(rules::actionForm);
        draft.statements().forEach(rules::hasResources);
        draft.statements().forEach(rules::principals);
        draft.statements().forEach(rules::setOperators);
    }

    private void version() {
        if (kind.namesPrincipals()) {
            return;
        }
        if (draft.hasId()) {
            throw refused(SYNTAX, DocumentReader.SYNTAX_ERRORS);
        }
        if (!Draft.VERSION_2012.equals(draft.version())) {
            throw refused(VERSION, "Policy document must be version 2012-10-17 or greater.");
        }
    }

    private void legacyParsing() {
        if (kind == PolicyKind.KEY) {
            return;
        }
        for (var statement : draft.statements()) {
            var resources = statement.resources();
            if (resources != null && !resources.values().stream().allMatch(ResourceForm::passesLegacyParsing)) {
                throw refused(LEGACY, "The policy failed legacy parsing");
            }
            for (var condition : statement.conditions()) {
                if (condition.operator().operator().isOfDates()
                        && condition.values().stream().anyMatch(value -> Comparison.instant(value) == null)) {
                    throw refused(LEGACY, "The policy failed legacy parsing");
                }
            }
        }
    }

    private void sids() {
        if (kind == PolicyKind.KEY) {
            return;
        }
        var seen = new HashSet<String>();
        for (var statement : draft.statements()) {
            var sid = statement.sid();
            if (sid != null && !sid.isEmpty() && !seen.add(sid)) {
                throw refused(SID, "Statement IDs (SID) in a single policy must be unique.");
            }
        }
        for (var statement : draft.statements()) {
            var sid = statement.sid();
            if (sid != null && !SID_FORM.matcher(sid).matches()) {
                throw refused(
                        SID,
                        "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular"
                                + " expression [0-9A-Za-z]*");
            }
        }
    }

    /// KMS stores a statement that has no action at all, and never applies it.
    private void hasActions(Draft.Statement statement) {
        var actions = statement.actions();
        if (actions == null ? kind != PolicyKind.KEY : isEmpty(actions.values())) {
            throw refused(ACTION, "Policy statement must contain actions.");
        }
    }

    private void resourceForm(Draft.Statement statement) {
        var resources = statement.resources();
        if (resources == null || isEmpty(resources.values())) {
            return;
        }
        if (kind == PolicyKind.TRUST) {
            throw refused(RESOURCE, "Has prohibited field Resource.");
        }
        for (var resource : resources.values()) {
            var fault = ResourceForm.fault(resource);
            if (fault != null) {
                throw refused(RESOURCE, fault);
            }
        }
    }

    private void actionForm(Draft.Statement statement) {
        var actions = statement.actions();
        if (actions != null) {
            for (var action : actions.values()) {
                var fault = ActionForm.fault(action);
                if (fault != null) {
                    throw refused(ACTION, fault);
                }
                if (kind == PolicyKind.TRUST && !ActionForm.mayStandInTrust(action)) {
                    throw refused(ACTION, ActionForm.ONLY_STS_IN_TRUST);
                }
            }
        }
        for (var condition : statement.conditions()) {
            if (condition.key().indexOf(':') <= 0) {
                throw refused(ACTION, ActionForm.NO_VENDOR);
            }
        }
    }

    private void hasResources(Draft.Statement statement) {
        var resources = statement.resources();
        boolean mayLack = kind == PolicyKind.KEY || kind == PolicyKind.TRUST;
        if (resources == null ? !mayLack : isEmpty(resources.values())) {
            throw refused(RESOURCE, "Policy statement must contain resources.");
        }
    }

    private void principals(Draft.Statement statement) {
        var principals = statement.principal();
        if (!kind.namesPrincipals()) {
            if (principals != null) {
                throw refused(PRINCIPAL, "Policy document should not specify a principal.");
            }
            return;
        }
        if (principals == null || principals.named().isEmpty()) {
            throw refused(PRINCIPAL, kind == PolicyKind.KEY ? invalidPrincipals() : "Missing required field Principal");
        }
        if (principals.not() && kind != PolicyKind.KEY) {
            throw refused(PRINCIPAL, "Has prohibited field NotPrincipal.");
        }
        for (var named : principals.named()) {
            boolean anyoneOnly = kind == PolicyKind.RESOURCE_CONTROL;
            if (named.read() == null || (anyoneOnly && !(named.read() instanceof NamedPrincipal.Anyone))) {
                throw refused(PRINCIPAL, kind == PolicyKind.KEY ? invalidPrincipals() : invalidPrincipal(named));
            }
        }
    }

    private void setOperators(Draft.Statement statement) {
        if (kind != PolicyKind.KEY) {
            return;
        }
        for (var condition : statement.conditions()) {
            var family = ConditionKey.of(condition.key()).family();
            if (condition.operator().quantifier() == Operator.Quantifier.ALL
                    && (family == ConditionKey.Family.ENCRYPTION_CONTEXT
                            || family == ConditionKey.Family.REQUEST_TAG)) {
                throw refused(
                        OVERLY_PERMISSIVE,
                        "OverlyPermissiveCondition: Using the ForAllValues set operator with a single-valued condition"
                                + " key matches requests without the specified [encryption context or tag] or with an"
                                + " unspecified [encryption context or tag]. To fix, remove ForAllValues.");
            }
        }
    }

    private static boolean isEmpty(List<String> values) {
        return values.isEmpty() || values.contains("");
    }

    private static String invalidPrincipals() {
        return "Policy contains a statement with one or more invalid principals.";
    }

    private static String invalidPrincipal(Draft.Named named) {
        // IAM writes the type AWS as it is, and the others in capitals.
        return "Invalid principal in policy: \"" + named.type().toUpperCase(java.util.Locale.ROOT) + "\":\""
                + named.text() + "\"";
    }

    private static MalformedPolicyException refused(Fault fault, String message) {
        return new MalformedPolicyException(fault, message);
    }
}
