package claviger.trail;

import tools.jackson.core.JsonGenerator;

/// Who asks with a web identity token.
///
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html>
///
/// @param provider the identity provider's ARN
record WebIdentityUser(String roleAccount, String provider, String audience, String subject) {

    void write(JsonGenerator json) {
        json.writeStringProperty("type", "WebIdentityUser");
        json.writeStringProperty("principalId", provider + ":" + audience + ":" + subject);
        json.writeStringProperty("userName", subject);
        json.writeStringProperty("identityProvider", provider);
    }
}
