package claviger.iam;

import claviger.call.RowId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// An OpenID Connect provider whose tokens may be traded for a role.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetOpenIDConnectProvider.html>
///
/// @param url host and path, without `https://`
/// @param thumbprints SHA-1 of certificates, 40 hexadecimal digits each
public record OidcProvider(
        String account,
        String url,
        List<String> clientIds,
        List<String> thumbprints,
        Map<String, String> tags,
        Instant created,
        long version)
        implements Arned {

    @Override
    public RowId rowId() {
        return new RowId(RowId.Table.OIDC_PROVIDER, account, "", url);
    }

    @Override
    public String arn() {
        return arn(account, url);
    }

    public static String arn(String account, String url) {
        return "arn:aws:iam::" + account + ":oidc-provider/" + url;
    }

    public OidcProvider withClientIds(List<String> other) {
        return new OidcProvider(account, url, List.copyOf(other), thumbprints, tags, created, version + 1);
    }

    public OidcProvider withThumbprints(List<String> other) {
        return new OidcProvider(account, url, clientIds, List.copyOf(other), tags, created, version + 1);
    }

    @Override
    public OidcProvider taggedAs(Map<String, String> other) {
        return new OidcProvider(account, url, clientIds, thumbprints, Map.copyOf(other), created, version + 1);
    }
}
