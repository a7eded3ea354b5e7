package claviger.iam.group;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.iam.Group;
import claviger.iam.IamError;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Paths;
import claviger.iam.Patterns;
import claviger.iam.Policies;
import claviger.iam.Quotas;
import org.jspecify.annotations.Nullable;

/// Makes a group.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateGroup.html>
public final class CreateGroup implements IamOperation<CreateGroup.Request, CreateGroup.Response> {

    public record Request(
            @Audited @Nullable @Length(min = 1, max = 512) @Matches(Patterns.PATH)
            String path,

            @Audited @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String groupName) {}

    public record Response(@Audited claviger.iam.answer.Group group) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.unseen("group" + Paths.of(request.path()) + request.groupName());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var groups = leave.identities().groups();
        if (groups.named(request.groupName()) != null) {
            throw IamError.ENTITY_ALREADY_EXISTS.because("Group with name %s already exists.", request.groupName());
        }
        Quotas.GROUPS.admit(groups.size());
        var group = new Group(
                leave.account(),
                leave.newIds().group(),
                request.groupName(),
                Paths.of(request.path()),
                Policies.NONE,
                leave.now(),
                1);
        return answer(new Response(claviger.iam.answer.Group.of(group))).changing(group);
    }
}
