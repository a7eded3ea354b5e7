package claviger.iam.policies;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.InlinePolicies;
import claviger.iam.Patterns;
import claviger.iam.PolicyDocuments;

/// Shows an inline policy of a user.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUserPolicy.html>
public final class GetUserPolicy implements IamOperation<GetUserPolicy.Request, GetUserPolicy.Response> {

    public record Request(
            @Audited @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String userName,

            @Audited @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String policyName) {}

    public record Response(String userName, String policyName, String policyDocument) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.user(request.userName());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var user = leave.user();
        var document = InlinePolicies.get(user, request.policyName());
        return answer(new Response(user.name(), request.policyName(), PolicyDocuments.encoded(document)));
    }
}
