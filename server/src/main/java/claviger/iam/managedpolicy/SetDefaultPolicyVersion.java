package claviger.iam.managedpolicy;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Operation;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;

/// Makes another version of a managed policy the one that is in force.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html>
public final class SetDefaultPolicyVersion implements IamOperation<SetDefaultPolicyVersion.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 20, max = 2048) String policyArn,

            @Audited @Matches("v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?")
            String versionId) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.policyToChange(request.policyArn());
    }

    @Override
    public Outcome<Nothing> handle(Request request, IamLeave leave) {
        var policy = leave.policy();
        return answer(new Nothing())
                .changing(policy.defaultingTo(PolicyVersions.number(policy, request.versionId()), leave.now()));
    }
}
