package claviger.iam.user;

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

/// Gives a user another name, another path, or both. Its unique id stays, and all that it may do.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateUser.html>
public final class UpdateUser implements IamOperation<UpdateUser.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String userName,

            @Audited @Nullable @Length(min = 1, max = 512) @Matches(Patterns.PATH)
            String newPath,

            @Audited @Nullable @Length(min = 1, max = 64) @Matches(Patterns.NAME)
            String newUserName) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.user(request.userName());
    }

    @Override
    public Outcome<Nothing> handle(Request request, IamLeave leave) {
        var user = leave.user();
        var name = request.newUserName() == null ? user.name() : request.newUserName();
        var path = request.newPath() == null ? user.path() : request.newPath();
        var other = leave.identities().users().named(name);
        if (other != null && !other.id().equals(user.id())) {
            throw IamError.ENTITY_ALREADY_EXISTS.because("User with name %s already exists.", name);
        }
        return answer(new Nothing()).changing(user.called(name, path));
    }
}
