package claviger.iam.account;

import claviger.iam.Attachments;
import claviger.iam.Group;
import claviger.iam.Identities;
import claviger.iam.ManagedPolicy;
import claviger.iam.PolicyDocuments;
import claviger.iam.Role;
import claviger.iam.User;
import claviger.iam.answer.AttachedPermissionsBoundary;
import claviger.iam.answer.AttachedPolicy;
import claviger.iam.answer.GroupDetail;
import claviger.iam.answer.ManagedPolicyDetail;
import claviger.iam.answer.PolicyDetail;
import claviger.iam.answer.PolicyVersion;
import claviger.iam.answer.RoleDetail;
import claviger.iam.answer.RoleLastUsed;
import claviger.iam.answer.Tag;
import claviger.iam.answer.UserDetail;
import java.util.Map;

/// Shows users, groups, roles and policies with all that they permit.
///
/// @param attachments how many identities each policy is attached to
record Details(Identities identities, Map<String, Integer> attachments) {

    UserDetail of(User user) {
        return new UserDetail(
                user.path(),
                user.name(),
                user.id(),
                user.arn(),
                user.created(),
                PolicyDetail.of(user),
                identities.groupsOf(user).values().stream().map(Group::name).toList(),
                AttachedPolicy.of(user),
                AttachedPermissionsBoundary.of(user.boundary()),
                Tag.listed(user.tags()));
    }

    GroupDetail of(Group group) {
        return new GroupDetail(
                group.path(),
                group.name(),
                group.id(),
                group.arn(),
                group.created(),
                PolicyDetail.of(group),
                AttachedPolicy.of(group));
    }

    RoleDetail of(Role role) {
        return new RoleDetail(
                role.path(),
                role.name(),
                role.id(),
                role.arn(),
                role.created(),
                PolicyDocuments.encoded(role.trustPolicy()),
                PolicyDetail.of(role),
                AttachedPolicy.of(role),
                AttachedPermissionsBoundary.of(role.boundary()),
                Tag.listed(role.tags()),
                new RoleLastUsed(null, null));
    }

    ManagedPolicyDetail of(ManagedPolicy policy) {
        return new ManagedPolicyDetail(
                policy.name(),
                policy.id(),
                policy.arn(),
                policy.path(),
                PolicyVersion.id(policy.defaultVersion()),
                attachments.getOrDefault(policy.arn(), 0),
                Attachments.countedAsBoundary(identities).getOrDefault(policy.arn(), 0),
                true,
                policy.description(),
                policy.created(),
                policy.updated(),
                policy.versionsInOrder().descendingMap().entrySet().stream()
                        .map(version -> PolicyVersion.of(policy, version.getKey(), version.getValue(), true))
                        .toList());
    }
}
