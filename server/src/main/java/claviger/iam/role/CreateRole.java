package claviger.iam.role;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Range;
import claviger.iam.Boundaries;
import claviger.iam.IamError;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Paths;
import claviger.iam.Patterns;
import claviger.iam.Policies;
import claviger.iam.PolicyDocuments;
import claviger.iam.Quotas;
import claviger.iam.Role;
import claviger.iam.Tags;
import claviger.iam.answer.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a role.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html>
public final class CreateRole implements IamOperation<CreateRole.Request, CreateRole.Response> {

    public record Request(
            @Audited @Nullable @Length(min = 1, max = 512) @Matches(Patterns.PATH)
            String path,

            @Audited @Length(min = 1, max = 64) @Matches(Patterns.NAME)
            String roleName,

            @Audited @Length(min = 1, max = 131072) @Matches(Patterns.DOCUMENT)
            String assumeRolePolicyDocument,

            @Audited @Nullable @Length(max = 1000) @Matches("[\\p{L}\\p{M}\\p{Z}\\p{S}\\p{N}\\p{P}]*")
            String description,

            @Audited @Nullable @Range(min = 3600, max = 43200)
            Integer maxSessionDuration,

            @Audited @Nullable @Length(min = 20, max = 2048) String permissionsBoundary,
            @Audited @Length(max = 50) List<Tag> tags) {}

    public record Response(@Audited claviger.iam.answer.Role role) {}

    private final PolicyDocuments documents;

    public CreateRole(PolicyDocuments documents) {
        this.documents = documents;
    }

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.unseen("role" + Paths.of(request.path()) + request.roleName())
                .tagging(request.tags())
                .boundedBy(request.permissionsBoundary());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var roles = leave.identities().roles();
        if (roles.named(request.roleName()) != null) {
            throw IamError.ENTITY_ALREADY_EXISTS.because("Role with name %s already exists.", request.roleName());
        }
        Quotas.ROLES.admit(roles.size());
        var role = new Role(
                leave.account(),
                leave.newIds().role(),
                request.roleName(),
                Paths.of(request.path()),
                documents.trust(request.assumeRolePolicyDocument(), leave.directory()),
                request.description(),
                request.maxSessionDuration() == null ? ONE_HOUR : request.maxSessionDuration(),
                Policies.NONE,
                Boundaries.checked(request.permissionsBoundary(), leave),
                Tags.added(Map.of(), request.tags()),
                leave.now(),
                1);
        return answer(new Response(claviger.iam.answer.Role.of(role, leave.directory(), null)))
                .changing(role);
    }

    private static final int ONE_HOUR = 3600;
}
