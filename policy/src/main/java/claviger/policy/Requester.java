package claviger.policy;

/// Who asks, as far as policies tell callers apart.
public sealed interface Requester {

    /// Twelve digits.
    String account();

    /// What AWS shows of the caller, such as a session's ARN; a service's name.
    String arn();

    /// The root user of an account.
    record Root(String account) implements Requester {
        @Override
        public String arn() {
            return "arn:aws:iam::" + account + ":root";
        }
    }

    /// An IAM user, with long-term or temporary credentials.
    ///
    /// @param arn with the user's path
    /// @param id such as `AIDA…`
    record User(String account, String arn, String id) implements Requester {}

    /// A session of a role.
    ///
    /// @param roleArn with the role's path
    /// @param roleId such as `AROA…`
    /// @param session the session's name
    record RoleSession(String account, String roleArn, String roleId, String session) implements Requester {
        @Override
        public String arn() {
            // The ARN of a session has its role's name and no path.
            var name = roleArn.substring(roleArn.lastIndexOf('/') + 1);
            return "arn:aws:sts::" + account + ":assumed-role/" + name + "/" + session;
        }
    }

    /// A session of GetFederationToken.
    ///
    /// @param name the federated user's
    /// @param issuerArn of the user who asked for the token
    /// @param issuerId the same user's, such as `AIDA…`
    record FederatedUser(String account, String name, String issuerArn, String issuerId) implements Requester {
        @Override
        public String arn() {
            return "arn:aws:sts::" + account + ":federated-user/" + name;
        }
    }

    /// A service that acts for itself. One that acts with a caller's credentials is that caller.
    ///
    /// @param name such as `cloudtrail.amazonaws.com`
    record Service(String account, String name) implements Requester {
        @Override
        public String arn() {
            return name;
        }
    }

    /// Whoever shows a web identity to assume a role: known to trust policies only.
    ///
    /// @param account of the role
    /// @param provider the identity provider's ARN
    record WebIdentity(String account, String provider) implements Requester {
        @Override
        public String arn() {
            return provider;
        }
    }
}
