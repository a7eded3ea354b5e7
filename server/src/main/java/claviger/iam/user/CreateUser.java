package claviger.iam.user;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.iam.Boundaries;
import claviger.iam.IamError;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Paths;
import claviger.iam.Patterns;
import claviger.iam.Policies;
import claviger.iam.Quotas;
import claviger.iam.Tags;
import claviger.iam.User;
import claviger.iam.answer.Tag;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes a user.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html>
public final class CreateUser implements IamOperation<CreateUser.Request, CreateUser.Response> {

    public record Request(
            @Audited @Nullable @Length(min = 1, max = 512) @Matches(Patterns.PATH)
            String path,

            @Audited @Length(min = 1, max = 64) @Matches(Patterns.NAME)
            String userName,

            @Audited @Nullable @Length(min = 20, max = 2048) String permissionsBoundary,
            @Audited @Length(max = 50) List<Tag> tags) {}

    public record Response(@Audited claviger.iam.answer.User user) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.unseen("user" + Paths.of(request.path()) + request.userName())
                .tagging(request.tags())
                .boundedBy(request.permissionsBoundary());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var users = leave.identities().users();
        if (users.named(request.userName()) != null) {
            throw IamError.ENTITY_ALREADY_EXISTS.because("User with name %s already exists.", request.userName());
        }
        Quotas.USERS.admit(users.size());
        var user = new User(
                leave.account(),
                leave.newIds().user(),
                request.userName(),
                Paths.of(request.path()),
                Set.of(),
                Policies.NONE,
                Boundaries.checked(request.permissionsBoundary(), leave),
                Tags.added(Map.of(), request.tags()),
                leave.now(),
                1);
        return answer(new Response(claviger.iam.answer.User.of(user))).changing(user);
    }
}
