package claviger.iam.policies;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Operation;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.InlinePolicies;
import claviger.iam.Patterns;
import claviger.iam.PolicyDocuments;

/// Puts an inline policy to a group, in place of one of the same name.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutGroupPolicy.html>
public final class PutGroupPolicy implements IamOperation<PutGroupPolicy.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String groupName,

            @Audited @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String policyName,

            @Audited @Length(min = 1, max = 131072) @Matches(Patterns.DOCUMENT)
            String policyDocument) {}

    private final PolicyDocuments documents;

    public PutGroupPolicy(PolicyDocuments documents) {
        this.documents = documents;
    }

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.group(request.groupName());
    }

    @Override
    public Outcome<Nothing> handle(Request request, IamLeave leave) {
        return answer(new Nothing())
                .changing(InlinePolicies.put(
                        leave.identity(), request.policyName(), documents.identity(request.policyDocument())));
    }
}
