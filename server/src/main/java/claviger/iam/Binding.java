package claviger.iam;

import claviger.policy.MalformedPolicyException;
import claviger.policy.NamedPrincipal;
import claviger.policy.Policy;
import claviger.policy.PolicyKind;
import org.jspecify.annotations.Nullable;

/// Policies name users and roles, and mean just those: when a policy is saved, unique ids take the places of their
/// ARNs, so
/// that whoever is made later under the same name is somebody else.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>
public final class Binding {

    private Binding() {}

    /// A policy names somebody who is not there.
    public static final class UnknownPrincipalException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String principal;

        UnknownPrincipalException(String principal) {
            super("no principal " + principal);
            this.principal = principal;
        }

        /// As the policy has it.
        public String principal() {
            return principal;
        }
    }

    /// The text with unique ids.
    ///
    /// @throws UnknownPrincipalException if somebody is not there
    public static String bound(Policy policy, Directory directory) {
        return policy.rewritten(value -> bound(value, directory));
    }

    /// The same, but whoever is not there is left as it is named.
    public static String boundWherePossible(Policy policy, Directory directory) {
        return policy.rewritten(value -> orItself(directory.uniqueId(value), value));
    }

    /// The ARN of whom a grant names by a unique id, if it is still there; else the name itself.
    public static String shown(String principal, Directory directory) {
        return orItself(directory.arn(principal), principal);
    }

    /// The text with the ARNs of those that are still there. One that would be refused today, as it was stored before
    /// it
    /// could be, is shown as it is.
    public static String shown(PolicyKind kind, String kept, Directory directory) {
        try {
            return Policy.parse(kind, kept).rewritten(value -> orItself(directory.arn(value), value));
        } catch (MalformedPolicyException e) {
            return kept;
        }
    }

    /// A principal that a grant names: its unique id if it is a user or role, else itself.
    ///
    /// @throws UnknownPrincipalException if it is not there
    public static String bound(String principal, Directory directory) {
        var named = NamedPrincipal.of("AWS", principal);
        return orItself(named == null ? null : id(named, directory), principal);
    }

    private static String orItself(@Nullable String other, String value) {
        return other == null ? value : other;
    }

    /// `null` for who has none.
    private static @Nullable String id(NamedPrincipal named, Directory directory) {
        return switch (named) {
            case NamedPrincipal.User(var arn) -> existing(directory.uniqueId(arn), arn);
            case NamedPrincipal.Role(var arn) -> existing(directory.uniqueId(arn), arn);
            // Of somebody who is gone, AWS refuses even what a policy already has.
            case NamedPrincipal.UniqueId(var id) -> {
                existing(directory.arn(id), id);
                yield null;
            }
            case NamedPrincipal.Account(var account) -> {
                existing(directory.hasAccount(account) ? account : null, account);
                yield null;
            }
            case NamedPrincipal.RoleSession(var arn) -> {
                var parts = arn.split("[:/]", 8);
                existing(directory.hasRole(parts[4], parts[6]) ? arn : null, arn);
                yield null;
            }
            case NamedPrincipal.FederatedUser(var arn) -> {
                existing(directory.hasAccount(arn.split(":", 6)[4]) ? arn : null, arn);
                yield null;
            }
            default -> null;
        };
    }

    private static String existing(@Nullable String found, String named) {
        if (found == null) {
            throw new UnknownPrincipalException(named);
        }
        return found;
    }
}
