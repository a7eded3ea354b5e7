package claviger.iam.managedpolicy;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.iam.Attachments;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.answer.Policy;

/// Tells of a managed policy.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html>
public final class GetPolicy implements IamOperation<GetPolicy.Request, GetPolicy.Response> {

    public record Request(
            @Audited @Length(min = 20, max = 2048) String policyArn) {}

    public record Response(Policy policy) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.policy(request.policyArn());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var attachments = Attachments.counted(leave.identities());
        var boundaries = Attachments.countedAsBoundary(leave.identities());
        return answer(new Response(Policy.of(leave.policy(), attachments, boundaries, true)));
    }
}
