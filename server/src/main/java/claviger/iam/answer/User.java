package claviger.iam.answer;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_User.html>
///
/// @param userName `null` for the root user
public record User(
        String path,
        @Nullable String userName,
        String userId,
        String arn,
        Instant createDate,
        @Nullable AttachedPermissionsBoundary permissionsBoundary,
        @Nullable List<Tag> tags) {

    public static User of(claviger.iam.User user) {
        return new User(
                user.path(),
                user.name(),
                user.id(),
                user.arn(),
                user.created(),
                AttachedPermissionsBoundary.of(user.boundary()),
                Tag.listed(user.tags()));
    }

    /// The root user of an account.
    public static User ofRoot(String account, Instant created) {
        return new User("/", null, account, "arn:aws:iam::" + account + ":root", created, null, null);
    }

    /// Without boundary and tags, as lists show it.
    public static User listed(claviger.iam.User user) {
        return new User(user.path(), user.name(), user.id(), user.arn(), user.created(), null, null);
    }
}
