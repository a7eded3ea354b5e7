package claviger.iam.user;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;
import claviger.iam.answer.User;
import org.jspecify.annotations.Nullable;

/// Tells of a user: of the caller, if the request names none.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html>
public final class GetUser implements IamOperation<GetUser.Request, GetUser.Response> {

    public record Request(
            @Audited @Nullable @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String userName) {}

    public record Response(User user) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.user(request.userName());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var user = leave.userOrRoot();
        return answer(
                new Response(user == null ? User.ofRoot(leave.account(), leave.accountCreated()) : User.of(user)));
    }
}
