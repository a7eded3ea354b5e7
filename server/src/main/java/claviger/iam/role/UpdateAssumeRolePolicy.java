package claviger.iam.role;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Operation;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;
import claviger.iam.PolicyDocuments;

/// Gives a role another trust policy.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html>
public final class UpdateAssumeRolePolicy implements IamOperation<UpdateAssumeRolePolicy.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 64) @Matches(Patterns.NAME)
            String roleName,

            @Audited @Length(min = 1, max = 131072) @Matches(Patterns.DOCUMENT)
            String policyDocument) {}

    private final PolicyDocuments documents;

    public UpdateAssumeRolePolicy(PolicyDocuments documents) {
        this.documents = documents;
    }

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.role(request.roleName());
    }

    @Override
    public Outcome<Nothing> handle(Request request, IamLeave leave) {
        return answer(new Nothing())
                .changing(leave.role().trusting(documents.trust(request.policyDocument(), leave::identities)));
    }
}
