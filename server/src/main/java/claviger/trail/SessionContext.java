package claviger.trail;

import claviger.call.Caller;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// What a record shows of temporary credentials.
///
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html>
final class SessionContext {

    private SessionContext() {}

    /// Writes nothing for long-term credentials.
    static void write(JsonGenerator json, Caller caller) {
        var session = caller.session();
        if (session == null) {
            return;
        }
        json.writeObjectPropertyStart("sessionContext");
        switch (caller.type()) {
            case ROOT, IAM_USER -> {} // the identity itself says who
            case ASSUMED_ROLE -> writeIssuer(json, "Role", caller, session);
            case FEDERATED_USER ->
                writeIssuer(json, session.issuerId().equals(caller.account()) ? "Root" : "IAMUser", caller, session);
        }
        writeProvider(json, session.federatedProvider());
        json.writeObjectPropertyStart("attributes");
        json.writeStringProperty("creationDate", DateTimeFormatter.ISO_INSTANT.format(session.issued()));
        json.writeStringProperty("mfaAuthenticated", Boolean.toString(session.mfaAt() != null));
        json.writeEndObject();
        if (session.sourceIdentity() != null) {
            json.writeStringProperty("sourceIdentity", session.sourceIdentity());
        }
        json.writeEndObject();
    }

    private static void writeIssuer(JsonGenerator json, String type, Caller caller, Caller.Session session) {
        json.writeObjectPropertyStart("sessionIssuer");
        json.writeStringProperty("type", type);
        json.writeStringProperty("principalId", session.issuerId());
        json.writeStringProperty("arn", session.issuerArn());
        json.writeStringProperty("accountId", caller.account());
        if (!type.equals("Root")) {
            var arn = session.issuerArn();
            json.writeStringProperty("userName", arn.substring(arn.lastIndexOf('/') + 1));
        }
        json.writeEndObject();
    }

    private static void writeProvider(JsonGenerator json, @Nullable String provider) {
        if (provider != null) {
            json.writeObjectPropertyStart("webIdFederationData");
            json.writeStringProperty("federatedProvider", provider);
            json.writeEndObject();
        }
    }
}
