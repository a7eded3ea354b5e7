package claviger.iam;

import claviger.call.Noun;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/// What one account has in IAM. Immutable; changes make it anew and share what they did not
/// touch.
public final class Identities {

    /// Of an account that never had anything.
    public static final Identities NONE = new Identities(
            Register.empty(), Register.empty(), Register.empty(), Register.empty(), TreePMap.empty(), TreePMap.empty());

    private final Register<User> users;
    private final Register<Group> groups;
    private final Register<Role> roles;
    private final Register<ManagedPolicy> policies;
    /// Under `user id/access key id`, so that those of one user stand together; the root user's
    /// id is empty.
    private final TreePMap<String, AccessKey> accessKeys;
    /// MFA devices and OIDC providers, by their ARNs.
    private final TreePMap<String, Arned> byArn;

    private Identities(
            Register<User> users,
            Register<Group> groups,
            Register<Role> roles,
            Register<ManagedPolicy> policies,
            TreePMap<String, AccessKey> accessKeys,
            TreePMap<String, Arned> byArn) {
        this.users = users;
        this.groups = groups;
        this.roles = roles;
        this.policies = policies;
        this.accessKeys = accessKeys;
        this.byArn = byArn;
    }

    public Register<User> users() {
        return users;
    }

    public Register<Group> groups() {
        return groups;
    }

    public Register<Role> roles() {
        return roles;
    }

    /// The customer managed policies.
    public Register<ManagedPolicy> policies() {
        return policies;
    }

    /// A managed policy by its ARN, a customer's or AWS's own; `null` if there is none.
    public @Nullable ManagedPolicy policy(String arn) {
        var own = policies.named(arn.substring(arn.lastIndexOf('/') + 1));
        return own != null && own.arn().equals(arn) ? own : AwsManagedPolicies.get(arn);
    }

    /// An MFA device or OIDC provider; `null` if there is none of this ARN.
    public @Nullable Arned get(String arn) {
        return byArn.get(arn);
    }

    /// The MFA devices by their serial numbers.
    public NavigableMap<String, MfaDevice> devices() {
        var devices = new TreeMap<String, MfaDevice>();
        byArn.forEach((arn, noun) -> {
            if (noun instanceof MfaDevice device) {
                devices.put(arn, device);
            }
        });
        return devices;
    }

    /// The OIDC providers by their ARNs.
    public NavigableMap<String, OidcProvider> providers() {
        var providers = new TreeMap<String, OidcProvider>();
        byArn.forEach((arn, noun) -> {
            if (noun instanceof OidcProvider provider) {
                providers.put(arn, provider);
            }
        });
        return providers;
    }

    /// The users in a group, in the order of their names.
    public NavigableMap<String, User> members(Group group) {
        var members = new TreeMap<>(users.byName());
        members.values().removeIf(user -> !user.groups().contains(group.id()));
        return members;
    }

    /// The groups that a user is in, in the order of their names.
    public NavigableMap<String, Group> groupsOf(User user) {
        var of = new TreeMap<>(groups.byName());
        of.values().removeIf(group -> !user.groups().contains(group.id()));
        return of;
    }

    /// Every user, group and role.
    public List<Identity> all() {
        var all = new ArrayList<Identity>();
        all.addAll(users.byName().values());
        all.addAll(groups.byName().values());
        all.addAll(roles.byName().values());
        return all;
    }

    /// The access keys of a user by their ids.
    ///
    /// @param user `null` for the root user
    public NavigableMap<String, AccessKey> accessKeys(@Nullable User user) {
        var prefix = (user == null ? "" : user.id()) + "/";
        // '0' is the character after '/'.
        return accessKeys.subMap(prefix, prefix.substring(0, prefix.length() - 1) + "0");
    }

    /// An access key of the account by its id, whosever it is; `null` if there is none.
    public @Nullable AccessKey accessKey(String id) {
        return accessKeys.values().stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /// Whether another has the name of this one already.
    public boolean hasTwinOf(Named noun) {
        return switch (noun) {
            case User user -> users.hasTwinOf(user);
            case Group group -> groups.hasTwinOf(group);
            case Role role -> roles.hasTwinOf(role);
            case ManagedPolicy policy -> policies.hasTwinOf(policy);
            default -> false;
        };
    }

    public Identities with(Noun noun) {
        return switch (noun) {
            case User it -> new Identities(users.with(it), groups, roles, policies, accessKeys, byArn);
            case Group it -> new Identities(users, groups.with(it), roles, policies, accessKeys, byArn);
            case Role it -> new Identities(users, groups, roles.with(it), policies, accessKeys, byArn);
            case ManagedPolicy it -> new Identities(users, groups, roles, policies.with(it), accessKeys, byArn);
            case AccessKey it -> new Identities(users, groups, roles, policies, accessKeys.plus(byUser(it), it), byArn);
            case Arned it -> new Identities(users, groups, roles, policies, accessKeys, byArn.plus(it.arn(), it));
            default -> throw new IllegalArgumentException("not of IAM: " + noun.rowId());
        };
    }

    public Identities without(Noun noun) {
        return switch (noun) {
            case User it -> new Identities(users.without(it), groups, roles, policies, accessKeys, byArn);
            case Group it -> new Identities(users, groups.without(it), roles, policies, accessKeys, byArn);
            case Role it -> new Identities(users, groups, roles.without(it), policies, accessKeys, byArn);
            case ManagedPolicy it -> new Identities(users, groups, roles, policies.without(it), accessKeys, byArn);
            case AccessKey it -> new Identities(users, groups, roles, policies, accessKeys.minus(byUser(it)), byArn);
            case Arned it -> new Identities(users, groups, roles, policies, accessKeys, byArn.minus(it.arn()));
            default -> throw new IllegalArgumentException("not of IAM: " + noun.rowId());
        };
    }

    private static String byUser(AccessKey key) {
        return (key.userId() == null ? "" : key.userId()) + "/" + key.id();
    }
}
