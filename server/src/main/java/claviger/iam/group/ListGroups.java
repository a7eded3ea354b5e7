package claviger.iam.group;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Range;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Paths;
import claviger.iam.Patterns;
import claviger.iam.answer.Group;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the groups under a path, in the order of their names.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroups.html>
public final class ListGroups implements IamOperation<ListGroups.Request, ListGroups.Response> {

    public record Request(
            @Audited @Nullable @Length(min = 1, max = 512) @Matches(Patterns.PATH_PREFIX)
            String pathPrefix,

            @Audited @Nullable @Length(min = 1, max = 320) @Matches(Patterns.MARKER)
            String marker,

            @Audited @Nullable @Range(min = 1, max = 1000) Integer maxItems) {}

    public record Response(
            List<Group> groups,
            boolean isTruncated,
            @Nullable String marker) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.unseen("group" + Paths.of(request.pathPrefix()));
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var page = leave.page(
                Paths.under(request.pathPrefix(), leave.identities().groups()), request.marker(), request.maxItems());
        return answer(new Response(page.items().stream().map(Group::of).toList(), page.truncated(), page.nextMarker()));
    }
}
