package claviger.iam.managedpolicy;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.answer.PolicyVersion;

/// Shows a version of a managed policy, with its document.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html>
public final class GetPolicyVersion implements IamOperation<GetPolicyVersion.Request, GetPolicyVersion.Response> {

    public record Request(
            @Audited @Length(min = 20, max = 2048) String policyArn,

            @Audited @Matches("v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?")
            String versionId) {}

    public record Response(PolicyVersion policyVersion) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.policy(request.policyArn());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var policy = leave.policy();
        var number = PolicyVersions.number(policy, request.versionId());
        return answer(new Response(PolicyVersion.of(policy, number, policy.version(number), true)));
    }
}
