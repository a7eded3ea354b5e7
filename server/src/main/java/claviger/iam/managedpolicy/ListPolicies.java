package claviger.iam.managedpolicy;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Range;
import claviger.iam.Attachments;
import claviger.iam.AwsManagedPolicies;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.ManagedPolicy;
import claviger.iam.Paths;
import claviger.iam.Patterns;
import claviger.iam.answer.Policy;
import claviger.iam.answer.PolicyScopeType;
import claviger.iam.answer.PolicyUsageType;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Lists managed policies: the account's, AWS's own, or both.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html>
public final class ListPolicies implements IamOperation<ListPolicies.Request, ListPolicies.Response> {

    public record Request(
            @Audited @Nullable PolicyScopeType scope,
            @Audited boolean onlyAttached,

            @Audited @Nullable @Length(min = 1, max = 512) @Matches(Patterns.POLICY_PATH)
            String pathPrefix,

            @Audited @Nullable PolicyUsageType policyUsageFilter,

            @Audited @Nullable @Length(min = 1, max = 320) @Matches(Patterns.MARKER)
            String marker,

            @Audited @Nullable @Range(min = 1, max = 1000) Integer maxItems) {}

    public record Response(
            List<Policy> policies,
            boolean isTruncated,
            @Nullable String marker) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.unseen("policy path " + Paths.of(request.pathPrefix()));
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var attachments = Attachments.counted(leave.identities());
        var boundaries = Attachments.countedAsBoundary(leave.identities());
        var used = request.policyUsageFilter() == PolicyUsageType.PERMISSIONS_BOUNDARY ? boundaries : attachments;
        var all = new TreeMap<String, ManagedPolicy>();
        if (request.scope() != PolicyScopeType.AWS) {
            leave.identities().policies().byName().values().forEach(policy -> all.put(policy.arn(), policy));
        }
        if (request.scope() != PolicyScopeType.LOCAL) {
            AwsManagedPolicies.all().forEach(policy -> all.put(policy.arn(), policy));
        }
        var prefix = Paths.of(request.pathPrefix());
        all.values()
                .removeIf(policy -> !policy.path().startsWith(prefix)
                        || (request.onlyAttached() && !used.containsKey(policy.arn())));
        var page = leave.page(all, request.marker(), request.maxItems());
        var shown = page.items().stream()
                .map(policy -> Policy.of(policy, attachments, boundaries, false))
                .toList();
        return answer(new Response(shown, page.truncated(), page.nextMarker()));
    }
}
