package claviger.iam.simulator;

import claviger.iam.IamError;
import claviger.iam.Identities;
import claviger.iam.Identity;
import claviger.policy.NamedPrincipal;
import claviger.policy.Requester;
import org.jspecify.annotations.Nullable;

/// Who asks in a simulation.
final class SimulatedCaller {

    private SimulatedCaller() {}

    /// @param arn of a user, `null` for somebody of whom nothing is known but the account
    /// @throws claviger.call.AwsException InvalidInput if it is no user's ARN
    static Requester named(@Nullable String arn, String account, String name) {
        if (arn == null) {
            return new Requester.User(account, "arn:aws:iam::" + account + ":" + name, "");
        }
        if (!(NamedPrincipal.of("AWS", arn) instanceof NamedPrincipal.User)) {
            throw IamError.INVALID_INPUT.because("CallerArn must be the ARN of a user.");
        }
        return new Requester.User(arn.split(":", 6)[4], arn, "");
    }

    /// A user or any session of a role, by whom policies of keys name it.
    static Requester of(Identity identity, Identities identities) {
        return identities.users().get(identity.id()) != null
                ? new Requester.User(identity.account(), identity.arn(), identity.id())
                : new Requester.RoleSession(identity.account(), identity.arn(), identity.id(), "*");
    }
}
