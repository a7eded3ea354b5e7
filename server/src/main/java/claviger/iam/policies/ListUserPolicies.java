package claviger.iam.policies;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Range;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.InlinePolicies;
import claviger.iam.Patterns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the names of the inline policies of a user.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserPolicies.html>
public final class ListUserPolicies implements IamOperation<ListUserPolicies.Request, ListUserPolicies.Response> {

    public record Request(
            @Audited @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String userName,

            @Audited @Nullable @Length(min = 1, max = 320) @Matches(Patterns.MARKER)
            String marker,

            @Audited @Nullable @Range(min = 1, max = 1000) Integer maxItems) {}

    public record Response(
            List<String> policyNames,
            boolean isTruncated,
            @Nullable String marker) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.user(request.userName());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var page = leave.page(InlinePolicies.names(leave.identity()), request.marker(), request.maxItems());
        return answer(new Response(page.items(), page.truncated(), page.nextMarker()));
    }
}
