package claviger.kms.grant;

import claviger.call.Region;
import claviger.iam.Binding;
import claviger.iam.Directory;
import claviger.kms.Grant;
import claviger.kms.GrantConstraints;
import claviger.kms.GrantOperation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A grant in a list.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html>
///
/// @param keyId the key's ARN
/// @param name empty if the grant has none
/// @param issuingAccount the ARN of its root user
public record GrantListEntry(
        String keyId,
        String grantId,
        String name,
        Instant creationDate,
        @Nullable String granteePrincipal,
        @Nullable String retiringPrincipal,
        String issuingAccount,
        List<GrantOperation> operations,
        @Nullable GrantConstraints constraints,
        @Nullable String granteeServicePrincipal,
        @Nullable String retiringServicePrincipal) {

    static GrantListEntry of(Grant grant, Directory directory) {
        var terms = grant.terms();
        return new GrantListEntry(
                grant.keyArn(),
                grant.id(),
                terms.name() == null ? "" : terms.name(),
                grant.created(),
                shown(terms.granteePrincipal(), directory),
                shown(terms.retiringPrincipal(), directory),
                "arn:" + Region.partition(grant.region()) + ":iam::" + grant.issuer() + ":root",
                terms.operations(),
                terms.constraints(),
                terms.granteeServicePrincipal(),
                terms.retiringServicePrincipal());
    }

    private static @Nullable String shown(@Nullable String principal, Directory directory) {
        return principal == null ? null : Binding.shown(principal, directory);
    }
}
