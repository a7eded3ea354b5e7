package claviger.iam.managedpolicy;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Operation;
import claviger.iam.IamError;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;

/// Deletes a version of a managed policy that is not the default.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html>
public final class DeletePolicyVersion implements IamOperation<DeletePolicyVersion.Request, Operation.Nothing> {

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
        var number = PolicyVersions.number(policy, request.versionId());
        if (number == policy.defaultVersion()) {
            throw IamError.DELETE_CONFLICT.because("Cannot delete the default version of a policy.");
        }
        return answer(new Nothing()).changing(policy.removing(number));
    }
}
