package claviger.iam.role;

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
import claviger.iam.answer.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the roles under a path, in the order of their names.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html>
public final class ListRoles implements IamOperation<ListRoles.Request, ListRoles.Response> {

    public record Request(
            @Audited @Nullable @Length(min = 1, max = 512) @Matches(Patterns.PATH_PREFIX)
            String pathPrefix,

            @Audited @Nullable @Length(min = 1, max = 320) @Matches(Patterns.MARKER)
            String marker,

            @Audited @Nullable @Range(min = 1, max = 1000) Integer maxItems) {}

    public record Response(
            List<Role> roles, boolean isTruncated, @Nullable String marker) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.unseen("role" + Paths.of(request.pathPrefix()));
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var page = leave.page(
                Paths.under(request.pathPrefix(), leave.identities().roles()), request.marker(), request.maxItems());
        return answer(new Response(
                page.items().stream()
                        .map(role -> Role.listed(role, leave.directory()))
                        .toList(),
                page.truncated(),
                page.nextMarker()));
    }
}
