package claviger.iam.account;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Range;
import claviger.iam.Attachments;
import claviger.iam.AwsManagedPolicies;
import claviger.iam.Group;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.ManagedPolicy;
import claviger.iam.Named;
import claviger.iam.Patterns;
import claviger.iam.Role;
import claviger.iam.User;
import claviger.iam.answer.EntityType;
import claviger.iam.answer.GroupDetail;
import claviger.iam.answer.ManagedPolicyDetail;
import claviger.iam.answer.RoleDetail;
import claviger.iam.answer.UserDetail;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Shows all users, groups, roles and managed policies with all that they permit.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html>
public final class GetAccountAuthorizationDetails
        implements IamOperation<GetAccountAuthorizationDetails.Request, GetAccountAuthorizationDetails.Response> {

    public record Request(
            @Audited List<EntityType> filter,
            @Audited @Nullable @Range(min = 1, max = 1000) Integer maxItems,

            @Audited @Nullable @Length(min = 1, max = 320) @Matches(Patterns.MARKER)
            String marker) {}

    public record Response(
            List<UserDetail> userDetailList,
            List<GroupDetail> groupDetailList,
            List<RoleDetail> roleDetailList,
            List<ManagedPolicyDetail> policies,
            boolean isTruncated,
            @Nullable String marker) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.account();
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var all = new TreeMap<String, Named>();
        leave.identities().all().forEach(identity -> all.put(identity.arn(), identity));
        leave.identities().policies().byName().values().forEach(policy -> all.put(policy.arn(), policy));
        var attachments = Attachments.counted(leave.identities());
        for (var policy : AwsManagedPolicies.all()) {
            if (attachments.containsKey(policy.arn())) {
                all.put(policy.arn(), policy);
            }
        }
        if (!request.filter().isEmpty()) {
            all.values().removeIf(named -> !request.filter().contains(kind(named)));
        }
        var page = leave.page(all, request.marker(), request.maxItems());
        var users = new ArrayList<UserDetail>();
        var groups = new ArrayList<GroupDetail>();
        var roles = new ArrayList<RoleDetail>();
        var policies = new ArrayList<ManagedPolicyDetail>();
        var details = new Details(leave.identities(), attachments);
        for (var named : page.items()) {
            switch (named) {
                case User user -> users.add(details.of(user));
                case Group group -> groups.add(details.of(group));
                case Role role -> roles.add(details.of(role));
                case ManagedPolicy policy -> policies.add(details.of(policy));
                default -> throw new IllegalStateException(named.arn());
            }
        }
        return answer(new Response(users, groups, roles, policies, page.truncated(), page.nextMarker()));
    }

    private static EntityType kind(Named named) {
        return switch (named) {
            case User _ -> EntityType.USER;
            case Group _ -> EntityType.GROUP;
            case Role _ -> EntityType.ROLE;
            default -> named.account().equals("aws") ? EntityType.AWSMANAGED_POLICY : EntityType.LOCAL_MANAGED_POLICY;
        };
    }
}
