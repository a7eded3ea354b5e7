package claviger.iam.group;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Operation;
import claviger.iam.DeleteConflict;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;

/// Deletes a group that nobody is in, and that has no policies.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteGroup.html>
public final class DeleteGroup implements IamOperation<DeleteGroup.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String groupName) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.group(request.groupName());
    }

    @Override
    public Outcome<Nothing> handle(Request request, IamLeave leave) {
        var group = leave.group();
        DeleteConflict.unless(leave.identities().members(group).isEmpty(), "remove users from group");
        DeleteConflict.unlessWithoutPolicies(group);
        return answer(new Nothing()).removing(group);
    }
}
