package claviger.iam.managedpolicy;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.iam.IamError;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.ManagedPolicy;
import claviger.iam.Paths;
import claviger.iam.Patterns;
import claviger.iam.PolicyDocuments;
import claviger.iam.Quotas;
import claviger.iam.Tags;
import claviger.iam.answer.Policy;
import claviger.iam.answer.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a managed policy with one version.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html>
public final class CreatePolicy implements IamOperation<CreatePolicy.Request, CreatePolicy.Response> {

    public record Request(
            @Audited @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String policyName,

            @Audited @Nullable @Length(min = 1, max = 512) @Matches(Patterns.POLICY_PATH)
            String path,

            @Audited @Length(min = 1, max = 131072) @Matches(Patterns.DOCUMENT)
            String policyDocument,

            @Audited @Nullable @Length(max = 1000) String description,
            @Audited @Length(max = 50) List<Tag> tags) {}

    public record Response(@Audited Policy policy) {}

    private final PolicyDocuments documents;

    public CreatePolicy(PolicyDocuments documents) {
        this.documents = documents;
    }

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.unseen("policy" + Paths.of(request.path()) + request.policyName())
                .tagging(request.tags());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var policies = leave.identities().policies();
        if (policies.named(request.policyName()) != null) {
            throw IamError.ENTITY_ALREADY_EXISTS.because(
                    "A policy called %s already exists. Duplicate names are not allowed.", request.policyName());
        }
        Quotas.POLICIES.admit(policies.size());
        var version = new ManagedPolicy.Version(documents.managed(request.policyDocument()), leave.now());
        var policy = new ManagedPolicy(
                leave.account(),
                leave.newIds().policy(),
                request.policyName(),
                Paths.of(request.path()),
                request.description(),
                Map.of(1, version),
                1,
                1,
                Tags.added(Map.of(), request.tags()),
                leave.now(),
                leave.now(),
                1);
        return answer(new Response(Policy.fresh(policy))).changing(policy);
    }
}
