package claviger.iam.policies;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Range;
import claviger.iam.Attachments;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;
import claviger.iam.answer.AttachedPolicy;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Lists the managed policies that are attached to a role.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html>
public final class ListAttachedRolePolicies
        implements IamOperation<ListAttachedRolePolicies.Request, ListAttachedRolePolicies.Response> {

    public record Request(
            @Audited @Length(min = 1, max = 64) @Matches(Patterns.NAME)
            String roleName,

            @Audited @Nullable @Length(min = 1, max = 512) @Matches(Patterns.POLICY_PATH)
            String pathPrefix,

            @Audited @Nullable @Length(min = 1, max = 320) @Matches(Patterns.MARKER)
            String marker,

            @Audited @Nullable @Range(min = 1, max = 1000) Integer maxItems) {}

    public record Response(
            List<AttachedPolicy> attachedPolicies,
            boolean isTruncated,
            @Nullable String marker) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.role(request.roleName());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var attached = new TreeMap<String, AttachedPolicy>();
        Attachments.named(leave.identity(), request.pathPrefix())
                .forEach((name, arn) -> attached.put(name, new AttachedPolicy(name, arn)));
        var page = leave.page(attached, request.marker(), request.maxItems());
        return answer(new Response(page.items(), page.truncated(), page.nextMarker()));
    }
}
