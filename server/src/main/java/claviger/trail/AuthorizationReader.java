package claviger.trail;

import claviger.call.Caller;
import claviger.call.HttpRequest.TlsDetails;
import claviger.policy.ContextValue;
import claviger.policy.Effect;
import claviger.policy.Explanation.Finding;
import claviger.policy.Explanation.Missing;
import claviger.policy.PolicySource;
import claviger.policy.Reason;
import claviger.policy.RequestFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads back what [AuthorizationWriter] wrote, and what of the rest of a record belongs to it.
final class AuthorizationReader {

    private AuthorizationReader() {}

    static Recorded read(JsonNode event) {
        var identity = event.path("userIdentity");
        var authorization = event.path("additionalEventData").path("authorization");
        var tls = event.get("tlsDetails");
        var session = authorization.get("session");
        var checks = authorization.path("checks");
        boolean isWhole = (session == null || !session.has("policiesOmitted"))
                && checks.valueStream().noneMatch(check -> check.has("saidOmitted"));
        return new Recorded(
                event.get("requestID").asString(),
                Instant.parse(event.get("eventTime").asString()),
                event.path("eventSource").asString(""),
                event.path("eventName").asString(""),
                event.path("awsRegion").asString(""),
                identity.path("accountId").asString(""),
                identity.path("arn").asString(""),
                identity.path("principalId").asString(""),
                type(identity.path("type").asString("")),
                event.path("sourceIPAddress").asString(""),
                text(event, "userAgent"),
                tls == null
                        ? null
                        : new TlsDetails(
                                tls.path("tlsVersion").asString(""),
                                tls.path("cipherSuite").asString("")),
                text(event, "errorCode"),
                session == null ? null : session(session),
                isWhole,
                all(checks, AuthorizationReader::check));
    }

    private static Caller.@Nullable Type type(String name) {
        return Arrays.stream(Caller.Type.values())
                .filter(type -> type.trailName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static Caller.Session session(JsonNode session) {
        var mfaAt = text(session, "mfaAt");
        var issued = Instant.parse(session.get("issued").asString());
        return new Caller.Session(
                session.get("name").asString(),
                session.get("issuerArn").asString(),
                session.get("issuerId").asString(),
                issued,
                // When it ends has no say in a decision, nor have the tags that go on.
                issued,
                mfaAt == null ? null : Instant.parse(mfaAt),
                pairs(session.path("tags")),
                Set.of(),
                text(session, "sourceIdentity"),
                text(session, "federatedProvider"),
                session.has("policies") ? all(session.get("policies"), JsonNode::asString) : null);
    }

    private static Recorded.Check check(JsonNode check) {
        return new Recorded.Check(
                check.get("action").asString(),
                check.get("resource").asString(),
                check.get("decision").asString(),
                reason(check.get("reason")),
                all(check.path("statements"), AuthorizationReader::finding),
                check.path("statementsOmitted").asInt(0),
                said(check.path("said")),
                pairs(check.path("known")));
    }

    private static Reason reason(JsonNode reason) {
        if (reason.has("source")) {
            return new Reason.ByStatement(
                    source(reason.get("source")),
                    reason.get("policy").asString(),
                    reason.get("statement").asInt(),
                    text(reason, "sid"));
        }
        if (reason.has("grant")) {
            return new Reason.ByGrant(reason.get("grant").asString());
        }
        if (reason.has("nothingAllows")) {
            return new Reason.NothingAllows(source(reason.get("nothingAllows")));
        }
        return reason.has("rootUser") ? new Reason.RootUser() : new Reason.NotAcrossAccounts();
    }

    private static Finding finding(JsonNode finding) {
        return new Finding(
                source(finding.get("source")),
                finding.get("policy").asString(),
                finding.get("statement").asInt(),
                text(finding, "sid"),
                Effect.valueOf(finding.get("effect").asString()),
                finding.get("applied").asBoolean(),
                all(finding.path("missing"), AuthorizationReader::missing));
    }

    private static Missing missing(JsonNode missing) {
        if (missing.has("element")) {
            return new Missing.Element(missing.get("element").asString());
        }
        if (missing.has("principal")) {
            return new Missing.Principal(missing.get("principal").asString());
        }
        if (missing.has("action")) {
            return new Missing.Action(missing.get("action").asString());
        }
        if (missing.has("resource")) {
            return new Missing.Resource(missing.get("resource").asString());
        }
        return new Missing.Condition(
                missing.get("operator").asString(),
                missing.get("key").asString(),
                all(missing.path("wanted"), JsonNode::asString),
                missing.get("present").asBoolean(),
                all(missing.path("found"), JsonNode::asString));
    }

    private static RequestFacts said(JsonNode said) {
        var parameters = new HashMap<String, ContextValue>();
        for (var property : said.properties()) {
            var value = property.getValue();
            if (value.isString()) {
                parameters.put(property.getKey(), new ContextValue.Single(value.asString()));
            } else if (value.isArray()) {
                parameters.put(property.getKey(), new ContextValue.Multi(all(value, JsonNode::asString)));
            }
        }
        return new RequestFacts(pairs(said.path("encryptionContext")), pairs(said.path("tags")), parameters);
    }

    private static PolicySource source(JsonNode name) {
        return PolicySource.valueOf(name.asString());
    }

    private static Map<String, String> pairs(JsonNode object) {
        var pairs = new HashMap<String, String>();
        for (var property : object.properties()) {
            pairs.put(property.getKey(), property.getValue().asString());
        }
        return pairs;
    }

    private static <T> List<T> all(JsonNode array, Function<JsonNode, T> reader) {
        var all = new ArrayList<T>();
        for (var each : array) {
            all.add(reader.apply(each));
        }
        return all;
    }

    private static @Nullable String text(JsonNode object, String name) {
        var text = object.get(name);
        return text == null || text.isNull() ? null : text.asString();
    }
}
