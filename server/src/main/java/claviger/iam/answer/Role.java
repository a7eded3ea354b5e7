package claviger.iam.answer;

import claviger.iam.PolicyDocuments;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html>
public record Role(
        String path,
        String roleName,
        String roleId,
        String arn,
        Instant createDate,
        String assumeRolePolicyDocument,
        @Nullable String description,
        Integer maxSessionDuration,
        @Nullable AttachedPermissionsBoundary permissionsBoundary,
        @Nullable List<Tag> tags,
        @Nullable RoleLastUsed roleLastUsed) {

    /// @param lastUsed shown by GetRole alone
    public static Role of(claviger.iam.Role role, @Nullable RoleLastUsed lastUsed) {
        return new Role(
                role.path(),
                role.name(),
                role.id(),
                role.arn(),
                role.created(),
                PolicyDocuments.encoded(role.trustPolicy()),
                role.description(),
                role.maxSessionDuration(),
                AttachedPermissionsBoundary.of(role.boundary()),
                Tag.listed(role.tags()),
                lastUsed);
    }

    /// Without boundary and tags, as lists show it.
    public static Role listed(claviger.iam.Role role) {
        var whole = of(role, null);
        return new Role(
                whole.path,
                whole.roleName,
                whole.roleId,
                whole.arn,
                whole.createDate,
                whole.assumeRolePolicyDocument,
                whole.description,
                whole.maxSessionDuration,
                null,
                null,
                null);
    }
}
