package claviger.sts;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whom a web identity token stands for, as its provider has signed.
///
/// @param issuer the provider, as the token names it
/// @param providerUrl the same without `https://`, as IAM knows it
/// @param providerArn of the provider in the account of the role
/// @param audience whom the token was made for, and which the provider is registered with
/// @param claims each with its values, of a list or not
/// @param tags of the session
/// @param transitiveTagKeys of those that go on
public record WebIdentity(
        String issuer,
        String providerUrl,
        String providerArn,
        String subject,
        String audience,
        Map<String, Claim> claims,
        Map<String, String> tags,
        List<String> transitiveTagKeys,
        @Nullable String sourceIdentity) {

    /// @param isList whether the token has a list, of which conditions see many values
    public record Claim(List<String> values, boolean isList) {}
}
