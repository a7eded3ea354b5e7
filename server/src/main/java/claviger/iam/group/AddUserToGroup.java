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
import claviger.iam.Quotas;
import java.util.HashSet;

/// Puts a user into a group. Twice is no error.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddUserToGroup.html>
public final class AddUserToGroup implements IamOperation<AddUserToGroup.Request, Operation.Nothing> {

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
        var group = leave.group();
        var user = leave.userNamed(request.userName());
        if (user.groups().contains(group.id())) {
            return answer(new Nothing());
        }
        Quotas.GROUPS_PER_USER.admit(user.groups().size());
        var groups = new HashSet<>(user.groups());
        groups.add(group.id());
        return answer(new Nothing()).changing(user.in(groups), group.touched());
    }
}
