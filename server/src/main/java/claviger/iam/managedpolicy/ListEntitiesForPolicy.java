package claviger.iam.managedpolicy;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Range;
import claviger.iam.Bounded;
import claviger.iam.Group;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Identity;
import claviger.iam.Named;
import claviger.iam.Paths;
import claviger.iam.Patterns;
import claviger.iam.Role;
import claviger.iam.User;
import claviger.iam.answer.EntityType;
import claviger.iam.answer.PolicyGroup;
import claviger.iam.answer.PolicyRole;
import claviger.iam.answer.PolicyUsageType;
import claviger.iam.answer.PolicyUser;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Lists the users, groups and roles that a managed policy is attached to, or bounds.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html>
public final class ListEntitiesForPolicy
        implements IamOperation<ListEntitiesForPolicy.Request, ListEntitiesForPolicy.Response> {

    public record Request(
            @Audited @Length(min = 20, max = 2048) String policyArn,
            @Audited @Nullable EntityType entityFilter,

            @Audited @Nullable @Length(min = 1, max = 512) @Matches(Patterns.PATH)
            String pathPrefix,

            @Audited @Nullable PolicyUsageType policyUsageFilter,

            @Audited @Nullable @Length(min = 1, max = 320) @Matches(Patterns.MARKER)
            String marker,

            @Audited @Nullable @Range(min = 1, max = 1000) Integer maxItems) {}

    public record Response(
            List<PolicyGroup> policyGroups,
            List<PolicyUser> policyUsers,
            List<PolicyRole> policyRoles,
            boolean isTruncated,
            @Nullable String marker) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.policy(request.policyArn());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var all = new TreeMap<String, Identity>();
        for (var identity : leave.identities().all()) {
            if (isWanted(request, identity, leave.policy().arn())) {
                all.put(identity.kind() + "/" + Named.folded(identity.name()), identity);
            }
        }
        var page = leave.page(all, request.marker(), request.maxItems());
        var groups = new ArrayList<PolicyGroup>();
        var users = new ArrayList<PolicyUser>();
        var roles = new ArrayList<PolicyRole>();
        for (var identity : page.items()) {
            switch (identity) {
                case Group group -> groups.add(new PolicyGroup(group.name(), group.id()));
                case User user -> users.add(new PolicyUser(user.name(), user.id()));
                case Role role -> roles.add(new PolicyRole(role.name(), role.id()));
            }
        }
        return answer(new Response(groups, users, roles, page.truncated(), page.nextMarker()));
    }

    private static boolean isWanted(Request request, Identity identity, String arn) {
        var usage = request.policyUsageFilter();
        var attached = identity.policies().attached().contains(arn) && usage != PolicyUsageType.PERMISSIONS_BOUNDARY;
        var bounds = identity instanceof Bounded bounded
                && arn.equals(bounded.boundary())
                && usage != PolicyUsageType.PERMISSIONS_POLICY;
        var kind = switch (identity) {
            case User _ -> EntityType.USER;
            case Group _ -> EntityType.GROUP;
            case Role _ -> EntityType.ROLE;
        };
        return (attached || bounds)
                && (request.entityFilter() == null || request.entityFilter() == kind)
                && identity.path().startsWith(Paths.of(request.pathPrefix()));
    }
}
