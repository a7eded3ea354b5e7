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

/// Shows an inline policy of a group.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroupPolicy.html>
public final class GetGroupPolicy implements IamOperation<GetGroupPolicy.Request, GetGroupPolicy.Response> {

    public record Request(
            @Audited @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String groupName,

            @Audited @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String policyName) {}

    public record Response(String groupName, String policyName, String policyDocument) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.group(request.groupName());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var group = leave.group();
        var document = InlinePolicies.get(group, request.policyName());
        return answer(new Response(group.name(), request.policyName(), PolicyDocuments.encoded(document)));
    }
}
