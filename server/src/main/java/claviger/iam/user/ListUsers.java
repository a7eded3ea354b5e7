package claviger.iam.user;

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
import claviger.iam.answer.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the users under a path, in the order of their names.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html>
public final class ListUsers implements IamOperation<ListUsers.Request, ListUsers.Response> {

    public record Request(
            @Audited @Nullable @Length(min = 1, max = 512) @Matches(Patterns.PATH_PREFIX)
            String pathPrefix,

            @Audited @Nullable @Length(min = 1, max = 320) @Matches(Patterns.MARKER)
            String marker,

            @Audited @Nullable @Range(min = 1, max = 1000) Integer maxItems) {}

    public record Response(
            List<User> users, boolean isTruncated, @Nullable String marker) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.unseen("user" + Paths.of(request.pathPrefix()));
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var page = leave.page(
                Paths.under(request.pathPrefix(), leave.identities().users()), request.marker(), request.maxItems());
        return answer(
                new Response(page.items().stream().map(User::listed).toList(), page.truncated(), page.nextMarker()));
    }
}
