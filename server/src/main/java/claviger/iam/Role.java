package claviger.iam;

import claviger.call.RowId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An IAM role.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html>
///
/// @param id `AROA…`
/// @param trustPolicy the document that says who may assume it
/// @param description `null` for none
/// @param maxSessionDuration seconds
/// @param boundary the ARN of a managed policy, `null` for none
public record Role(
        String account,
        String id,
        String name,
        String path,
        String trustPolicy,
        @Nullable String description,
        int maxSessionDuration,
        Policies policies,
        @Nullable String boundary,
        Map<String, String> tags,
        Instant created,
        long version)
        implements Identity, Tagged, Bounded {

    @Override
    public RowId rowId() {
        return new RowId(RowId.Table.IAM_ROLE, account, "", id);
    }

    @Override
    public String kind() {
        return "role";
    }

    public Role trusting(String document) {
        return next(document, description, maxSessionDuration, policies, boundary, tags);
    }

    public Role described(@Nullable String otherDescription, int otherMaxSessionDuration) {
        return next(trustPolicy, otherDescription, otherMaxSessionDuration, policies, boundary, tags);
    }

    @Override
    public Role with(Policies other) {
        return next(trustPolicy, description, maxSessionDuration, other, boundary, tags);
    }

    @Override
    public Role boundedBy(@Nullable String policyArn) {
        return next(trustPolicy, description, maxSessionDuration, policies, policyArn, tags);
    }

    @Override
    public Role taggedAs(Map<String, String> other) {
        return next(trustPolicy, description, maxSessionDuration, policies, boundary, Map.copyOf(other));
    }

    private Role next(
            String newTrustPolicy,
            @Nullable String newDescription,
            int newMaxSessionDuration,
            Policies newPolicies,
            @Nullable String newBoundary,
            Map<String, String> newTags) {
        return new Role(
                account,
                id,
                name,
                path,
                newTrustPolicy,
                newDescription,
                newMaxSessionDuration,
                newPolicies,
                newBoundary,
                newTags,
                created,
                version + 1);
    }
}
