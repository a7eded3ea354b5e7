package claviger.iam.role;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Range;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;
import org.jspecify.annotations.Nullable;

/// Gives a role another description, another longest session, or both.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html>
public final class UpdateRole implements IamOperation<UpdateRole.Request, UpdateRole.Response> {

    public record Request(
            @Audited @Length(min = 1, max = 64) @Matches(Patterns.NAME)
            String roleName,

            @Audited @Nullable @Length(max = 1000) @Matches("[\\p{L}\\p{M}\\p{Z}\\p{S}\\p{N}\\p{P}]*")
            String description,

            @Audited @Nullable @Range(min = 3600, max = 43200)
            Integer maxSessionDuration) {}

    public record Response() {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.role(request.roleName());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var role = leave.role();
        var description = request.description() == null ? role.description() : request.description();
        var longest = request.maxSessionDuration() == null ? role.maxSessionDuration() : request.maxSessionDuration();
        return answer(new Response()).changing(role.described(description, longest));
    }
}
