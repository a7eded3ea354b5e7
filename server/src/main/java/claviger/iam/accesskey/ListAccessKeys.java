package claviger.iam.accesskey;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Range;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;
import claviger.iam.answer.AccessKeyMetadata;
import claviger.iam.answer.StatusType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the access keys of a user: of the caller, if the request names none.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html>
public final class ListAccessKeys implements IamOperation<ListAccessKeys.Request, ListAccessKeys.Response> {

    public record Request(
            @Audited @Nullable @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String userName,

            @Audited @Nullable @Length(min = 1, max = 320) @Matches(Patterns.MARKER)
            String marker,

            @Audited @Nullable @Range(min = 1, max = 1000) Integer maxItems) {}

    public record Response(
            List<AccessKeyMetadata> accessKeyMetadata,
            boolean isTruncated,
            @Nullable String marker) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.user(request.userName());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var user = leave.userOrRoot();
        var page = leave.page(leave.identities().accessKeys(user), request.marker(), request.maxItems());
        var keys = page.items().stream()
                .map(key -> new AccessKeyMetadata(
                        user == null ? null : user.name(), key.id(), StatusType.of(key.active()), key.created()))
                .toList();
        return answer(new Response(keys, page.truncated(), page.nextMarker()));
    }
}
