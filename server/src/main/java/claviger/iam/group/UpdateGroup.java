package claviger.iam.group;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Operation;
import claviger.iam.IamError;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;
import org.jspecify.annotations.Nullable;

/// Gives a group another name, another path, or both.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateGroup.html>
public final class UpdateGroup implements IamOperation<UpdateGroup.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String groupName,

            @Audited @Nullable @Length(min = 1, max = 512) @Matches(Patterns.PATH)
            String newPath,

            @Audited @Nullable @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String newGroupName) {}

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
        var name = request.newGroupName() == null ? group.name() : request.newGroupName();
        var path = request.newPath() == null ? group.path() : request.newPath();
        var other = leave.identities().groups().named(name);
        if (other != null && !other.id().equals(group.id())) {
            throw IamError.ENTITY_ALREADY_EXISTS.because("Group with name %s already exists.", name);
        }
        return answer(new Nothing()).changing(group.called(name, path));
    }
}
