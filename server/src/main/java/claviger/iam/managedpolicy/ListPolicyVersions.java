package claviger.iam.managedpolicy;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Range;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;
import claviger.iam.answer.PolicyVersion;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Lists the versions of a managed policy, the newest first.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html>
public final class ListPolicyVersions implements IamOperation<ListPolicyVersions.Request, ListPolicyVersions.Response> {

    public record Request(
            @Audited @Length(min = 20, max = 2048) String policyArn,

            @Audited @Nullable @Length(min = 1, max = 320) @Matches(Patterns.MARKER)
            String marker,

            @Audited @Nullable @Range(min = 1, max = 1000) Integer maxItems) {}

    public record Response(
            List<PolicyVersion> versions,
            boolean isTruncated,
            @Nullable String marker) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.policy(request.policyArn());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var policy = leave.policy();
        var all = new TreeMap<String, PolicyVersion>(Comparator.reverseOrder());
        policy.versionsInOrder()
                .forEach((number, version) ->
                        all.put("%09d".formatted(number), PolicyVersion.of(policy, number, version, false)));
        var page = leave.page(all, request.marker(), request.maxItems());
        return answer(new Response(page.items(), page.truncated(), page.nextMarker()));
    }
}
