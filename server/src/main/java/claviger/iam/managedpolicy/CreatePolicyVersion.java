package claviger.iam.managedpolicy;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.iam.IamError;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;
import claviger.iam.PolicyDocuments;
import claviger.iam.answer.PolicyVersion;

/// Adds a version to a managed policy.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html>
public final class CreatePolicyVersion
        implements IamOperation<CreatePolicyVersion.Request, CreatePolicyVersion.Response> {

    public record Request(
            @Audited @Length(min = 20, max = 2048) String policyArn,

            @Audited @Length(min = 1, max = 131072) @Matches(Patterns.DOCUMENT)
            String policyDocument,

            @Audited boolean setAsDefault) {}

    public record Response(@Audited PolicyVersion policyVersion) {}

    private final PolicyDocuments documents;

    public CreatePolicyVersion(PolicyDocuments documents) {
        this.documents = documents;
    }

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.policyToChange(request.policyArn());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var policy = leave.policy();
        if (policy.versions().size() >= MOST) {
            throw IamError.LIMIT_EXCEEDED.because(
                    "A managed policy can have up to %s versions. Before you create a new"
                            + " version, you must delete an existing version.",
                    MOST);
        }
        var changed = policy.adding(documents.managed(request.policyDocument()), request.setAsDefault(), leave.now());
        var version = changed.version(changed.newest());
        return answer(new Response(PolicyVersion.of(changed, changed.newest(), version, false)))
                .changing(changed);
    }

    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
    private static final int MOST = 5;
}
