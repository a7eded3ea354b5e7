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

/// Shows an inline policy of a role.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html>
public final class GetRolePolicy implements IamOperation<GetRolePolicy.Request, GetRolePolicy.Response> {

    public record Request(
            @Audited @Length(min = 1, max = 64) @Matches(Patterns.NAME)
            String roleName,

            @Audited @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String policyName) {}

    public record Response(String roleName, String policyName, String policyDocument) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.role(request.roleName());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var role = leave.role();
        var document = InlinePolicies.get(role, request.policyName());
        return answer(new Response(role.name(), request.policyName(), PolicyDocuments.encoded(document)));
    }
}
