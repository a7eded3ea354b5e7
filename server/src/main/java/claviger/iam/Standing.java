package claviger.iam;

import claviger.call.Caller;
import claviger.policy.NamedPolicy;
import claviger.policy.Policies;
import claviger.policy.PolicyCache;
import claviger.policy.PolicyKind;
import claviger.policy.Requester;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a caller brings to every decision: who it is, its own policies, and the tags of its user or role.
///
/// @param policies without those of any resource
public record Standing(Requester requester, Policies policies, Map<String, String> tags) {

    /// @param identities of the caller's account
    public static Standing of(Caller caller, Identities identities, PolicyCache compiled) {
        return of(Principal.of(caller), identities, compiled);
    }

    /// The same for who does not ask.
    public static Standing of(Principal caller, Identities identities, PolicyCache compiled) {
        var found = new Finder(caller, identities, compiled);
        return new Standing(requester(caller), found.policies(), found.tags());
    }

    private static Requester requester(Principal caller) {
        return switch (caller.type()) {
            case ROOT -> new Requester.Root(caller.account());
            case IAM_USER -> new Requester.User(caller.account(), caller.arn(), caller.principalId());
            case ASSUMED_ROLE -> {
                var session = caller.existingSession();
                yield new Requester.RoleSession(
                        caller.account(), session.issuerArn(), session.issuerId(), session.name());
            }
            case FEDERATED_USER -> {
                var session = caller.existingSession();
                yield new Requester.FederatedUser(
                        caller.account(), session.name(), session.issuerArn(), session.issuerId());
            }
        };
    }

    private record Finder(Principal caller, Identities identities, PolicyCache compiled) {

        Policies policies() {
            var identity = identity();
            if (identity == null) {
                return new Policies(null, List.of(), null, session(), List.of(), List.of());
            }
            var all = new ArrayList<NamedPolicy>();
            addTo(all, identity);
            if (identity instanceof User user) {
                for (var id : user.groups()) {
                    var group = identities.groups().get(id);
                    if (group != null) {
                        addTo(all, group);
                    }
                }
            }
            return new Policies(null, all, boundary(identity), session(), List.of(), List.of());
        }

        Map<String, String> tags() {
            return switch (identity()) {
                case User user -> user.tags();
                case Role role -> role.tags();
                case null, default -> Map.of();
            };
        }

        /// The user or role whose policies count; `null` for a root user.
        private @Nullable Identity identity() {
            return switch (caller.type()) {
                case ROOT -> null;
                case IAM_USER -> identities.users().get(caller.principalId());
                case ASSUMED_ROLE ->
                    identities.roles().get(caller.existingSession().issuerId());
                case FEDERATED_USER ->
                    identities.users().get(caller.existingSession().issuerId());
            };
        }

        private void addTo(List<NamedPolicy> all, Identity identity) {
            identity.policies()
                    .inline()
                    .forEach((name, document) ->
                            all.add(new NamedPolicy(name, compiled.get(PolicyKind.IDENTITY, document))));
            for (var arn : identity.policies().attached()) {
                all.add(managed(arn));
            }
        }

        private @Nullable NamedPolicy boundary(Identity identity) {
            var arn = identity instanceof Bounded bounded ? bounded.boundary() : null;
            return arn == null ? null : managed(arn);
        }

        /// One that is attached is there: it cannot be deleted meanwhile.
        private NamedPolicy managed(String arn) {
            var policy = identities.policy(arn);
            if (policy == null) {
                throw new IllegalStateException(arn + " is attached and not there");
            }
            return new NamedPolicy(arn, compiled.get(PolicyKind.IDENTITY, policy.document()));
        }

        private @Nullable List<NamedPolicy> session() {
            var session = caller.session();
            var documents = session == null ? null : session.policies();
            return documents == null
                    ? null
                    : documents.stream()
                            .map(document -> new NamedPolicy("session", compiled.get(PolicyKind.IDENTITY, document)))
                            .toList();
        }
    }
}
