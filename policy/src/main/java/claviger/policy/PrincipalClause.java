package claviger.policy;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Principal or NotPrincipal of one statement.
final class PrincipalClause {

    private final boolean not;
    private final List<NamedPrincipal> listed;
    private final boolean anyone;
    private final Set<String> accounts = new HashSet<>();
    /// ARNs, and the unique ids that stand in for them once a policy is bound.
    private final Set<String> names = new HashSet<>();

    private final Set<String> services = new HashSet<>();
    private final Set<String> providers = new HashSet<>();

    PrincipalClause(boolean not, List<NamedPrincipal> listed) {
        this.not = not;
        this.listed = List.copyOf(listed);
        this.anyone = listed.stream().anyMatch(NamedPrincipal.Anyone.class::isInstance);
        for (var each : listed) {
            switch (each) {
                case NamedPrincipal.Account(var account) -> accounts.add(account);
                case NamedPrincipal.User(var arn) -> names.add(arn);
                case NamedPrincipal.Role(var arn) -> names.add(arn);
                case NamedPrincipal.UniqueId(var id) -> names.add(id);
                case NamedPrincipal.RoleSession(var arn) -> names.add(arn);
                case NamedPrincipal.FederatedUser(var arn) -> names.add(arn);
                case NamedPrincipal.Service(var name) -> services.add(name);
                case NamedPrincipal.Federated(var provider) -> providers.add(provider);
                case NamedPrincipal.Anyone _, NamedPrincipal.CanonicalUser _ -> {}
            }
        }
    }

    List<NamedPrincipal> listed() {
        return listed;
    }

    boolean isNot() {
        return not;
    }

    boolean isAnyone() {
        return anyone && !not;
    }

    /// @param bounded whether the caller has a permissions boundary
    Naming naming(Effect effect, AccessRequest request, boolean bounded) {
        if (!not) {
            return named(request);
        }
        if (effect == Effect.DENY) {
            return !bounded && listsWholeChain(request) ? Naming.NONE : Naming.LIMITED;
        }
        // Unsettled for a caller of whose chain only a part is listed: what is listed at all is
        // not allowed.
        return named(request) == Naming.NONE ? Naming.LIMITED : Naming.NONE;
    }

    private Naming named(AccessRequest request) {
        return switch (request.requester()) {
            // A service is no principal of an account. Unsettled whether the asterisk means
            // services too; a bucket policy's does, so here it does.
            case Requester.Service(var _, var name) -> services.contains(name) || anyone ? Naming.DIRECT : Naming.NONE;
            case Requester.WebIdentity(var _, var provider) ->
                providers.contains(provider) || anyone ? Naming.DIRECT : Naming.NONE;
            case Requester caller -> {
                if (containsAny(request.own())) {
                    yield Naming.DIRECT;
                }
                if (anyone || containsAny(request.wider())) {
                    yield Naming.LIMITED;
                }
                yield accounts.contains(caller.account()) ? Naming.ACCOUNT : Naming.NONE;
            }
        };
    }

    /// AWS spares a caller only if each of account, user or role, and session is listed.
    private boolean listsWholeChain(AccessRequest request) {
        if (anyone) {
            return true;
        }
        return switch (request.requester()) {
            case Requester.Service(var _, var name) -> services.contains(name);
            case Requester.WebIdentity(var _, var provider) -> providers.contains(provider);
            case Requester.Root(var account) -> accounts.contains(account);
            case Requester caller ->
                accounts.contains(caller.account())
                        && containsAny(request.own())
                        && (request.wider().isEmpty() || containsAny(request.wider()));
        };
    }

    private boolean containsAny(Collection<String> wanted) {
        for (var name : wanted) {
            if (names.contains(name)) {
                return true;
            }
        }
        return false;
    }
}
