package claviger.iam.group;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Operation;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;
import java.util.HashSet;

/// Takes a user out of a group.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_RemoveUserFromGroup.html>
public final class RemoveUserFromGroup implements IamOperation<RemoveUserFromGroup.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String groupName,

            @Audited @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String userName) {}

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
        var user = leave.userNamed(request.userName());
        var groups = new HashSet<>(user.groups());
        return groups.remove(leave.group().id())
                ? answer(new Nothing()).changing(user.in(groups))
                : answer(new Nothing());
    }
}
