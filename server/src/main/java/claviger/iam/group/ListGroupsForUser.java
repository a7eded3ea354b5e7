package claviger.iam.group;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Range;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;
import claviger.iam.answer.Group;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the groups that a user is in.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupsForUser.html>
public final class ListGroupsForUser implements IamOperation<ListGroupsForUser.Request, ListGroupsForUser.Response> {

    public record Request(
            @Audited @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String userName,

            @Audited @Nullable @Length(min = 1, max = 320) @Matches(Patterns.MARKER)
            String marker,

            @Audited @Nullable @Range(min = 1, max = 1000) Integer maxItems) {}

    public record Response(
            List<Group> groups,
            boolean isTruncated,
            @Nullable String marker) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.user(request.userName());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var page = leave.page(leave.identities().groupsOf(leave.user()), request.marker(), request.maxItems());
        return answer(new Response(page.items().stream().map(Group::of).toList(), page.truncated(), page.nextMarker()));
    }
}
