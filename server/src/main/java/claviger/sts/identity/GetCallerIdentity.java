package claviger.sts.identity;

import static claviger.call.Operation.Outcome.answer;

import claviger.sts.StsLeave;
import claviger.sts.StsNeeds;
import claviger.sts.StsOperation;

/// Tells whose the credentials are that the request is signed with.
///
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>
public final class GetCallerIdentity implements StsOperation<GetCallerIdentity.Request, GetCallerIdentity.Response> {

    public record Request() {}

    public record Response(String userId, String account, String arn) {}

    @Override
    public StsNeeds needs(Request request) {
        return new StsNeeds.Nothing();
    }

    @Override
    public Outcome<Response> handle(Request request, StsLeave leave) {
        var caller = leave.caller();
        return answer(new Response(caller.principalId(), caller.account(), caller.arn()));
    }
}
