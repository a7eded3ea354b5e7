package claviger.iam.policies;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Operation;
import claviger.iam.Attachments;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;

/// Detaches a managed policy from a user.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachUserPolicy.html>
public final class DetachUserPolicy implements IamOperation<DetachUserPolicy.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 64) @Matches(Patterns.NAME)
            String userName,

            @Audited @Length(min = 20, max = 2048) String policyArn) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.user(request.userName()).ofPolicy(request.policyArn()).bounded();
    }

    @Override
    public Outcome<Nothing> handle(Request request, IamLeave leave) {
        return Attachments.detach(leave, request.policyArn());
    }
}
