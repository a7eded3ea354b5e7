package claviger.policy.scenario;

import claviger.policy.scenario.Scenario.Who;

/// The ARNs that callers have.
final class Principals {

    private Principals() {}

    static String rootArn(String account) {
        return "arn:aws:iam::" + account + ":root";
    }

    /// A role's path is not in the ARN of its sessions.
    static String sessionArn(Who.RoleSession role) {
        var name = role.roleArn().substring(role.roleArn().lastIndexOf('/') + 1);
        return "arn:aws:sts::" + role.account() + ":assumed-role/" + name + "/" + role.session();
    }

    static String sessionArn(Who.FederatedUser user) {
        return "arn:aws:sts::" + user.account() + ":federated-user/" + user.name();
    }
}
