package claviger.iam;

import claviger.call.RowId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An IAM user.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_User.html>
///
/// @param id `AIDA…`
/// @param groups the ids of the groups that it is in
/// @param boundary the ARN of a managed policy, `null` for none
public record User(
        String account,
        String id,
        String name,
        String path,
        Set<String> groups,
        Policies policies,
        @Nullable String boundary,
        Map<String, String> tags,
        Instant created,
        long version)
        implements Identity, Tagged, Bounded {

    @Override
    public RowId rowId() {
        return new RowId(RowId.Table.IAM_USER, account, "", id);
    }

    @Override
    public String kind() {
        return "user";
    }

    /// The same user as a new version: whoever decided on what hangs on it, such as its access
    /// keys, decides anew.
    public User touched() {
        return next(name, path, groups, policies, boundary, tags);
    }

    public User called(String otherName, String otherPath) {
        return next(otherName, otherPath, groups, policies, boundary, tags);
    }

    /// @param groupIds of all groups that it is to be in
    public User in(Set<String> groupIds) {
        return next(name, path, Set.copyOf(groupIds), policies, boundary, tags);
    }

    @Override
    public User with(Policies other) {
        return next(name, path, groups, other, boundary, tags);
    }

    @Override
    public User boundedBy(@Nullable String policyArn) {
        return next(name, path, groups, policies, policyArn, tags);
    }

    @Override
    public User taggedAs(Map<String, String> other) {
        return next(name, path, groups, policies, boundary, Map.copyOf(other));
    }

    private User next(
            String newName,
            String newPath,
            Set<String> newGroups,
            Policies newPolicies,
            @Nullable String newBoundary,
            Map<String, String> newTags) {
        return new User(
                account, id, newName, newPath, newGroups, newPolicies, newBoundary, newTags, created, version + 1);
    }
}
