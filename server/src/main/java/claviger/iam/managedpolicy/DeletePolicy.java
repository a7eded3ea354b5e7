package claviger.iam.managedpolicy;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Operation;
import claviger.iam.Attachments;
import claviger.iam.IamError;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;

/// Deletes a managed policy that nothing hangs on, and that has no version but its default.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html>
public final class DeletePolicy implements IamOperation<DeletePolicy.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 20, max = 2048) String policyArn) {}

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
        var arn = policy.arn();
        if (Attachments.counted(leave.identities()).containsKey(arn)
                || Attachments.countedAsBoundary(leave.identities()).containsKey(arn)) {
            throw IamError.DELETE_CONFLICT.because("Cannot delete a policy attached to entities.");
        }
        if (policy.versions().size() > 1) {
            throw IamError.DELETE_CONFLICT.because(
                    "This policy has more than one version. Before you delete a policy, you must"
                            + " delete the policy's versions. The default version is deleted with the policy.");
        }
        return answer(new Nothing()).removing(policy);
    }
}
