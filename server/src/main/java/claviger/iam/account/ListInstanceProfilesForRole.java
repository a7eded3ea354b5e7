package claviger.iam.account;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Range;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists what nobody has here: instance profiles.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html>
public final class ListInstanceProfilesForRole
        implements IamOperation<ListInstanceProfilesForRole.Request, ListInstanceProfilesForRole.Response> {

    public record Request(
            @Audited @Length(min = 1, max = 64) @Matches(Patterns.NAME)
            String roleName,

            @Audited @Nullable @Length(min = 1, max = 320) @Matches(Patterns.MARKER)
            String marker,

            @Audited @Nullable @Range(min = 1, max = 1000) Integer maxItems) {}

    public record Response(List<String> instanceProfiles, boolean isTruncated) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.role(request.roleName());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        return answer(new Response(List.of(), false));
    }
}
