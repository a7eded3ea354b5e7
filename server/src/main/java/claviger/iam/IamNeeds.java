package claviger.iam;

import claviger.iam.answer.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an operation of IAM needs leave for: the action that bears its name, on one resource,
/// with what the request says under condition keys.
///
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html>
///
/// @param context values by condition keys
/// @param withBoundary whether the boundary that the resource has already is a fact of the
/// request
public record IamNeeds(Subject subject, Map<String, List<String>> context, boolean withBoundary) {

    /// What the action is on.
    public sealed interface Subject {

        /// No resource, or one that is named and not looked up.
        ///
        /// @param resource an ARN without what stands before the account's end, such as
        /// `user/division/`; or `*`
        record Unseen(String resource) implements Subject {}

        /// A user that must exist.
        ///
        /// @param name `null` for the caller
        record OfUser(@Nullable String name) implements Subject {}

        /// A group that must exist.
        record OfGroup(String name) implements Subject {}

        /// A role that must exist.
        record OfRole(String name) implements Subject {}

        /// A managed policy that must exist, a customer's or AWS's own.
        record OfPolicy(String arn, boolean toChange) implements Subject {}

        /// Anything else with an ARN, looked up by the operation itself.
        record OfArn(String arn) implements Subject {}
    }

    private static IamNeeds on(Subject subject) {
        return new IamNeeds(subject, Map.of(), false);
    }

    /// An action on no resource.
    public static IamNeeds account() {
        return on(new Subject.Unseen("*"));
    }

    /// An action on something that need not exist yet, or on all of a kind under a path.
    ///
    /// @param resource such as `user/division/`
    public static IamNeeds unseen(String resource) {
        return on(new Subject.Unseen(resource));
    }

    /// @param name `null` for the caller
    public static IamNeeds user(@Nullable String name) {
        return on(new Subject.OfUser(name));
    }

    public static IamNeeds group(String name) {
        return on(new Subject.OfGroup(name));
    }

    public static IamNeeds role(String name) {
        return on(new Subject.OfRole(name));
    }

    public static IamNeeds policy(String arn) {
        return on(new Subject.OfPolicy(arn, false));
    }

    /// A managed policy that is to be changed or deleted, which AWS's own cannot be.
    public static IamNeeds policyToChange(String arn) {
        return on(new Subject.OfPolicy(arn, true));
    }

    public static IamNeeds arn(String arn) {
        return on(new Subject.OfArn(arn));
    }

    /// The same, where the request names a policy to attach or detach.
    public IamNeeds ofPolicy(String policyArn) {
        return saying("iam:PolicyARN", List.of(policyArn));
    }

    /// The same, where the request sets a permissions boundary.
    public IamNeeds boundedBy(@Nullable String policyArn) {
        return policyArn == null ? this : saying("iam:PermissionsBoundary", List.of(policyArn));
    }

    /// The same, where the boundary that the identity has already counts.
    public IamNeeds bounded() {
        return new IamNeeds(subject, context, true);
    }

    /// The same, where the request puts tags.
    public IamNeeds tagging(List<Tag> tags) {
        if (tags.isEmpty()) {
            return this;
        }
        var needs = untagging(tags.stream().map(Tag::key).toList());
        for (var tag : tags) {
            needs = needs.saying("aws:RequestTag/" + tag.key(), List.of(tag.value()));
        }
        return needs;
    }

    /// The same, where the request takes tags away.
    public IamNeeds untagging(List<String> tagKeys) {
        return saying("aws:TagKeys", List.copyOf(tagKeys));
    }

    private IamNeeds saying(String key, List<String> values) {
        var more = new LinkedHashMap<>(context);
        more.put(key, values);
        return new IamNeeds(subject, more, withBoundary);
    }
}
