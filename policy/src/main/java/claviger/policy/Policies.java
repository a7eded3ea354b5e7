package claviger.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Every policy that has a say in a request.
///
/// @param resource the key's policy or the role's trust policy; `null` for an action that is on
///     neither
/// @param identity of the user with its groups, or of the role; for a federated user, of the user
///     who issued the session
/// @param boundary the permissions boundary, `null` for none
/// @param session the session's policies, which count as one; `null` for a session made without
/// @param serviceControl a list for each level of the caller's organization, each of which must
///     allow
/// @param resourceControl the same for the account of the resource
public record Policies(
        @Nullable NamedPolicy resource,
        List<NamedPolicy> identity,
        @Nullable NamedPolicy boundary,
        @Nullable List<NamedPolicy> session,
        List<List<NamedPolicy>> serviceControl,
        List<List<NamedPolicy>> resourceControl) {

    /// Of somebody who has none.
    public static final Policies NONE = new Policies(null, List.of(), null, null, List.of(), List.of());

    public Policies {
        identity = List.copyOf(identity);
        session = session == null ? null : List.copyOf(session);
        serviceControl = List.copyOf(serviceControl);
        resourceControl = List.copyOf(resourceControl);
    }

    /// The same, for what carries this policy.
    public Policies withResource(@Nullable NamedPolicy other) {
        return new Policies(other, identity, boundary, session, serviceControl, resourceControl);
    }

    /// Each policy with what it counts as, in the order in which a denial is looked for.
    void forEach(BiConsumer<PolicySource, NamedPolicy> visitor) {
        serviceControl.forEach(level -> level.forEach(p -> visitor.accept(PolicySource.SERVICE_CONTROL, p)));
        resourceControl.forEach(level -> level.forEach(p -> visitor.accept(PolicySource.RESOURCE_CONTROL, p)));
        one(resource).forEach(p -> visitor.accept(PolicySource.RESOURCE, p));
        identity.forEach(p -> visitor.accept(PolicySource.IDENTITY, p));
        one(boundary).forEach(p -> visitor.accept(PolicySource.BOUNDARY, p));
        (session == null ? new ArrayList<NamedPolicy>() : session)
                .forEach(p -> visitor.accept(PolicySource.SESSION, p));
    }

    private static List<NamedPolicy> one(@Nullable NamedPolicy policy) {
        return policy == null ? List.of() : List.of(policy);
    }
}
