package claviger.iam;

import claviger.iam.answer.Tag;
import claviger.policy.ContextValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What an operation of IAM needs leave for: the action that bears its name, on one resource,
/// with what the request says under condition keys.
///
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html>
///
/// @param parameters what the request says of itself, by condition keys in lower case
/// @param tags that the request puts
/// @param newBoundary the ARN of the boundary that the request sets, `null` if it sets none
/// @param withBoundary whether the boundary that the resource has already is a fact of the
/// request
public record IamNeeds(
        Subject subject,
        Map<String, ContextValue> parameters,
        Map<String, String> tags,
        boolean withBoundary,
        @Nullable String newBoundary) {

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
        return new IamNeeds(subject, Map.of(), Map.of(), false, null);
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
        return saying("iam:policyarn", new ContextValue.Single(policyArn));
    }

    /// The same, where the request sets a permissions boundary.
    public IamNeeds boundedBy(@Nullable String policyArn) {
        return new IamNeeds(subject, parameters, tags, withBoundary, policyArn);
    }

    /// The same, where the boundary that the identity has already counts.
    public IamNeeds bounded() {
        return new IamNeeds(subject, parameters, tags, true, newBoundary);
    }

    /// The same, where the request puts tags.
    public IamNeeds tagging(List<Tag> tags) {
        // A name that is there twice is refused later; here the last counts.
        var all = tags.stream().collect(Collectors.toMap(Tag::key, Tag::value, (_, last) -> last));
        return new IamNeeds(subject, parameters, all, withBoundary, newBoundary);
    }

    /// The same, where the request takes tags away.
    public IamNeeds untagging(List<String> tagKeys) {
        return saying("aws:tagkeys", new ContextValue.Multi(tagKeys));
    }

    private IamNeeds saying(String key, ContextValue value) {
        var more = new HashMap<>(parameters);
        more.put(key, value);
        return new IamNeeds(subject, more, tags, withBoundary, newBoundary);
    }
}
