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

/// Attaches a managed policy to a group. Twice is no error.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachGroupPolicy.html>
public final class AttachGroupPolicy implements IamOperation<AttachGroupPolicy.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String groupName,

            @Audited @Length(min = 20, max = 2048) String policyArn) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.group(request.groupName()).ofPolicy(request.policyArn());
    }

    @Override
    public Outcome<Nothing> handle(Request request, IamLeave leave) {
        return Attachments.attach(leave, request.policyArn());
    }
}
