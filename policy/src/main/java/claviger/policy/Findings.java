package claviger.policy;

import claviger.policy.Reason.ByStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What every policy says to one request: the first denial, or else who allows.
///
/// A Deny is found wherever it is. Service control policies are looked at first, and the
/// session's last, which decides only which of several denials is named.
final class Findings {

    private final AccessRequest request;
    private final boolean bounded;
    private @Nullable ByStatement denial;

    /// How the resource's policy allows the caller at most, and by which statement.
    private Naming naming = Naming.NONE;

    private @Nullable ByStatement resourceAllow;
    private @Nullable ByStatement identityAllow;
    private @Nullable PolicySource controlMissing;
    private boolean boundaryAllows;
    private boolean sessionAllows;

    private Findings(AccessRequest request, Policies policies) {
        this.request = request;
        this.bounded = policies.boundary() != null;
    }

    static Findings of(AccessRequest request, Policies policies) {
        var findings = new Findings(request, policies);
        findings.look(policies);
        return findings;
    }

    private void look(Policies policies) {
        control(PolicySource.SERVICE_CONTROL, policies.serviceControl());
        control(PolicySource.RESOURCE_CONTROL, policies.resourceControl());
        var resource = policies.resource();
        if (resource != null) {
            resource(resource);
        }
        identityAllow = union(PolicySource.IDENTITY, policies.identity());
        var boundary = policies.boundary();
        boundaryAllows = boundary == null || union(PolicySource.BOUNDARY, List.of(boundary)) != null;
        var session = policies.session();
        sessionAllows = session == null
                // A federated user without session policies has nothing but what is given to the
                // session by name.
                // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
                ? !(request.requester() instanceof Requester.FederatedUser)
                : union(PolicySource.SESSION, session) != null;
    }

    private void control(PolicySource source, List<List<NamedPolicy>> levels) {
        for (var level : levels) {
            if (union(source, level) == null && controlMissing == null) {
                controlMissing = source;
            }
        }
    }

    private void resource(NamedPolicy named) {
        for (var statement : named.policy().statements()) {
            var found = statement.applies(request, bounded);
            if (found == Naming.NONE) {
                continue;
            }
            if (statement.effect() == Effect.DENY) {
                deny(PolicySource.RESOURCE, named, statement);
            } else if (found.compareTo(naming) > 0) {
                naming = found;
                resourceAllow = reason(PolicySource.RESOURCE, named, statement);
            }
        }
    }

    /// @return the first statement that allows, `null` for none
    private @Nullable ByStatement union(PolicySource source, List<NamedPolicy> policies) {
        ByStatement allow = null;
        for (var named : policies) {
            for (var statement : named.policy().statements()) {
                // Of several that allow, one is enough.
                if ((statement.effect() == Effect.ALLOW && allow != null)
                        || statement.applies(request, bounded) == Naming.NONE) {
                    continue;
                }
                if (statement.effect() == Effect.DENY) {
                    deny(source, named, statement);
                } else {
                    allow = reason(source, named, statement);
                }
            }
        }
        return allow;
    }

    private void deny(PolicySource source, NamedPolicy named, Statement statement) {
        if (denial == null) {
            denial = reason(source, named, statement);
        }
    }

    private static ByStatement reason(PolicySource source, NamedPolicy named, Statement statement) {
        return new ByStatement(source, named.name(), statement.index(), statement.sid());
    }

    @Nullable
    ByStatement denial() {
        return denial;
    }

    /// @return which kind of organization's policy has a level that allows nothing, `null` for
    ///     none
    @Nullable
    PolicySource controlMissing() {
        return controlMissing;
    }

    Naming naming() {
        return naming;
    }

    @Nullable
    Reason resourceAllow() {
        return resourceAllow;
    }

    /// @return `null` when identity policies do not allow
    @Nullable
    Reason identityAllow() {
        return request.requester() instanceof Requester.Root ? new Reason.RootUser() : identityAllow;
    }

    /// Whether boundary and session policies, as far as there are any, allow.
    boolean withinLimits() {
        return boundaryAllows && sessionAllows;
    }

    /// @return what of identity policies, boundary and session policies does not allow
    PolicySource missingOnCallersSide(boolean identityNeeded) {
        if (identityNeeded && identityAllow() == null) {
            return PolicySource.IDENTITY;
        }
        return boundaryAllows ? PolicySource.SESSION : PolicySource.BOUNDARY;
    }
}
