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
import claviger.iam.answer.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Shows a group and who is in it.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroup.html>
public final class GetGroup implements IamOperation<GetGroup.Request, GetGroup.Response> {

    public record Request(
            @Audited @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String groupName,

            @Audited @Nullable @Length(min = 1, max = 320) @Matches(Patterns.MARKER)
            String marker,

            @Audited @Nullable @Range(min = 1, max = 1000) Integer maxItems) {}

    public record Response(
            Group group,
            List<User> users,
            boolean isTruncated,
            @Nullable String marker) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.group(request.groupName());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var group = leave.group();
        var page = leave.page(leave.identities().members(group), request.marker(), request.maxItems());
        var users = page.items().stream().map(User::listed).toList();
        return answer(new Response(Group.of(group), users, page.truncated(), page.nextMarker()));
    }
}
