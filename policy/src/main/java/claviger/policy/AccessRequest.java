package claviger.policy;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One question: may this caller do this to that?
public final class AccessRequest {

    private final Requester requester;
    private final String action;
    private final String resource;
    private final String resourceAccount;
    private final DecisionContext context;
    private final String lowerAction;
    private final @Nullable Arn arn;
    private final List<String> own;
    private final List<String> wider;

    /// @param action such as `kms:Encrypt`, in AWS's spelling
    /// @param resource the ARN of what it is on; `*` for an action that is on nothing in
    ///     particular
    /// @param resourceAccount the account that owns the resource; the caller's own where there is
    ///     none
    public AccessRequest(
            Requester requester, String action, String resource, String resourceAccount, DecisionContext context) {
        this.requester = requester;
        this.action = action;
        this.resource = resource;
        this.resourceAccount = resourceAccount;
        this.context = context;
        this.lowerAction = action.toLowerCase(Locale.ROOT);
        this.arn = Arn.of(resource);
        this.own = switch (requester) {
            case Requester.User user -> List.of(user.arn(), user.id());
            case Requester.RoleSession session -> List.of(session.arn());
            case Requester.FederatedUser federated -> List.of(federated.arn());
            case Requester.Root _, Requester.Service _, Requester.WebIdentity _ -> List.of();
        };
        this.wider = switch (requester) {
            case Requester.RoleSession session -> List.of(session.roleArn(), session.roleId());
            case Requester.FederatedUser federated -> List.of(federated.issuerArn(), federated.issuerId());
            case Requester.User _, Requester.Root _, Requester.Service _, Requester.WebIdentity _ -> List.of();
        };
    }

    /// The same question about another action, such as the one that a check before this one asks
    /// for.
    public AccessRequest withAction(String other) {
        return new AccessRequest(requester, other, resource, resourceAccount, context);
    }

    public Requester requester() {
        return requester;
    }

    public String action() {
        return action;
    }

    public String resource() {
        return resource;
    }

    public String resourceAccount() {
        return resourceAccount;
    }

    public DecisionContext context() {
        return context;
    }

    boolean isSameAccount() {
        return requester.account().equals(resourceAccount);
    }

    String lowerAction() {
        return lowerAction;
    }

    /// @return `null` for the asterisk
    @Nullable
    Arn arn() {
        return arn;
    }

    /// What names exactly this caller: its ARN, and a user's unique id.
    List<String> own() {
        return own;
    }

    /// What names the caller's role, or the user who issued the session: its ARN and its unique
    /// id.
    List<String> wider() {
        return wider;
    }
}
