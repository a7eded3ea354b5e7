package claviger.iam.boundary;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Operation;
import claviger.iam.Boundaries;
import claviger.iam.Bounded;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;

/// Puts a permissions boundary to a user.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPermissionsBoundary.html>
public final class PutUserPermissionsBoundary
        implements IamOperation<PutUserPermissionsBoundary.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 64) @Matches(Patterns.NAME)
            String userName,

            @Audited @Length(min = 20, max = 2048) String permissionsBoundary) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.user(request.userName()).boundedBy(request.permissionsBoundary());
    }

    @Override
    public Outcome<Nothing> handle(Request request, IamLeave leave) {
        var boundary = Boundaries.checked(request.permissionsBoundary(), leave);
        return answer(new Nothing()).changing(leave.needed(Bounded.class).boundedBy(boundary));
    }
}
