package claviger.trail;

import claviger.call.Caller;
import claviger.call.Checks.Check;
import claviger.policy.ConditionKey;
import claviger.policy.ContextValue;
import claviger.policy.Decision;
import claviger.policy.Explanation.Finding;
import claviger.policy.Explanation.Missing;
import claviger.policy.Reason;
import claviger.policy.RequestFacts;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Writes why a request was decided as it was, and what it said to conditions, so that it can be
/// decided again. [TrailReader] reads it back.
///
/// What allowed a request is one small object; a denial tells of every statement that had a say,
/// those first that came nearest.
final class AuthorizationWriter {

    private static final JsonFactory JSON = new JsonFactory();

    /// Bytes that no part of a record exceeds, so that nobody fills the disk with denials.
    private static final int MAX_STATEMENTS = 16 * 1024;

    private static final int MAX_SAID = 48 * 1024;
    private static final int MAX_SESSION_POLICIES = 8 * 1024;

    /// Bytes of a request so small that what it says needs no measuring: JSON makes at most six of
    /// one.
    private static final int SMALL_BODY = MAX_SAID / 6;

    private static final int MAX_TEXT = 256;
    private static final int MAX_VALUES = 10;

    /// What the server knows of a request and will not know of it later.
    private static final Map<String, ConditionKey> FLEETING = Map.of(
            "kms:ReEncryptFrom", ConditionKey.of("kms:ReEncryptOnSameKey"),
            "kms:ReEncryptTo", ConditionKey.of("kms:ReEncryptOnSameKey"),
            "kms:ScheduleKeyDeletion", ConditionKey.of("kms:TrailingDaysWithoutKeyUsage"),
            "kms:DisableKey", ConditionKey.of("kms:TrailingDaysWithoutKeyUsage"));

    private final JsonGenerator json;
    private final boolean small;

    /// @param bodyLength of the request, in bytes
    AuthorizationWriter(JsonGenerator json, int bodyLength) {
        this.json = json;
        this.small = bodyLength <= SMALL_BODY;
    }

    void write(List<Check> checks, Caller.@Nullable Session session) {
        json.writeObjectPropertyStart("authorization");
        json.writeArrayPropertyStart("checks");
        checks.forEach(this::write);
        json.writeEndArray();
        if (session != null) {
            write(session);
        }
        json.writeEndObject();
    }

    private void write(Check check) {
        json.writeStartObject();
        json.writeStringProperty("action", check.request().action());
        json.writeStringProperty("resource", check.request().resource());
        switch (check.decision()) {
            case Decision.Allowed(var reason) -> {
                json.writeStringProperty("decision", "allowed");
                write(reason);
            }
            case Decision.Denied(var explicit, var reason, var _) -> {
                json.writeStringProperty("decision", explicit ? "explicitDeny" : "implicitDeny");
                write(reason);
                write(check.explanation().statements());
            }
        }
        if (check.request().context().request() instanceof RequestFacts said) {
            writeSaid(said);
        }
        var fleeting = FLEETING.get(check.request().action());
        if (fleeting != null) {
            var value = check.request().context().server().known(fleeting);
            if (value instanceof ContextValue.Single(var text)) {
                json.writeObjectPropertyStart("known");
                json.writeStringProperty(fleeting.name(), text);
                json.writeEndObject();
            }
        }
        json.writeEndObject();
    }

    private void write(Reason reason) {
        json.writeObjectPropertyStart("reason");
        switch (reason) {
            case Reason.ByStatement(var source, var policy, var index, var sid) -> {
                json.writeStringProperty("source", source.name());
                json.writeStringProperty("policy", policy);
                json.writeNumberProperty("statement", index);
                if (sid != null) {
                    json.writeStringProperty("sid", cut(sid));
                }
            }
            case Reason.ByGrant(var id) -> json.writeStringProperty("grant", id);
            case Reason.RootUser() -> json.writeBooleanProperty("rootUser", true);
            case Reason.NothingAllows(var source) -> json.writeStringProperty("nothingAllows", source.name());
            case Reason.NotAcrossAccounts() -> json.writeBooleanProperty("notAcrossAccounts", true);
        }
        json.writeEndObject();
    }

    private void write(List<Finding> statements) {
        var nearest = statements.stream()
                .sorted(Comparator.comparingInt(finding -> finding.missing().size()))
                .toList();
        json.writeArrayPropertyStart("statements");
        int written = 0;
        int size = 0;
        for (var finding : nearest) {
            var bytes = bytes(part -> write(part, finding));
            size += bytes.size();
            if (size > MAX_STATEMENTS) {
                break;
            }
            json.writeRawValue(bytes.toString(StandardCharsets.UTF_8));
            written++;
        }
        json.writeEndArray();
        if (written < nearest.size()) {
            json.writeNumberProperty("statementsOmitted", nearest.size() - written);
        }
    }

    private static void write(JsonGenerator json, Finding finding) {
        json.writeStartObject();
        json.writeStringProperty("source", finding.source().name());
        json.writeStringProperty("policy", finding.policy());
        json.writeNumberProperty("statement", finding.index());
        if (finding.sid() != null) {
            json.writeStringProperty("sid", cut(finding.sid()));
        }
        json.writeStringProperty("effect", finding.effect().name());
        json.writeBooleanProperty("applied", finding.applied());
        if (!finding.missing().isEmpty()) {
            json.writeArrayPropertyStart("missing");
            finding.missing().forEach(missing -> write(json, missing));
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Missing missing) {
        json.writeStartObject();
        switch (missing) {
            case Missing.Element(var name) -> json.writeStringProperty("element", name);
            case Missing.Principal(var caller) -> json.writeStringProperty("principal", caller);
            case Missing.Action(var action) -> json.writeStringProperty("action", action);
            case Missing.Resource(var resource) -> json.writeStringProperty("resource", cut(resource));
            case Missing.Condition(var operator, var key, var wanted, var present, var found) -> {
                json.writeStringProperty("operator", operator);
                json.writeStringProperty("key", cut(key));
                writeValues(json, "wanted", wanted);
                json.writeBooleanProperty("present", present);
                writeValues(json, "found", found);
            }
        }
        json.writeEndObject();
    }

    private static void writeValues(JsonGenerator json, String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.stream().limit(MAX_VALUES).forEach(value -> json.writeString(cut(value)));
        json.writeEndArray();
    }

    private void writeSaid(RequestFacts said) {
        if (small) {
            json.writeName("said");
            writeSaid(json, said);
            return;
        }
        var bytes = bytes(part -> writeSaid(part, said));
        if (bytes.size() <= MAX_SAID) {
            json.writeName("said");
            json.writeRawValue(bytes.toString(StandardCharsets.UTF_8));
        } else {
            // Without it, nobody can decide the request again.
            json.writeNumberProperty("saidOmitted", bytes.size());
        }
    }

    private static void writeSaid(JsonGenerator json, RequestFacts said) {
        json.writeStartObject();
        writePairs(json, "encryptionContext", said.encryptionContext());
        writePairs(json, "tags", said.tags());
        said.parameters().forEach((name, value) -> {
            switch (value) {
                // The record has it already.
                case ContextValue.Single _ when name.equals("aws:useragent") -> {}
                case ContextValue.Single(var text) -> json.writeStringProperty(name, text);
                case ContextValue.Multi(var values) -> {
                    json.writeArrayPropertyStart(name);
                    values.forEach(json::writeString);
                    json.writeEndArray();
                }
            }
        });
        json.writeEndObject();
    }

    private static void writePairs(JsonGenerator json, String name, Map<String, String> pairs) {
        if (!pairs.isEmpty()) {
            json.writeObjectPropertyStart(name);
            pairs.forEach(json::writeStringProperty);
            json.writeEndObject();
        }
    }

    private void write(Caller.Session session) {
        json.writeObjectPropertyStart("session");
        json.writeStringProperty("name", session.name());
        json.writeStringProperty("issuerArn", session.issuerArn());
        json.writeStringProperty("issuerId", session.issuerId());
        json.writeStringProperty("issued", session.issued().toString());
        if (session.mfaAt() != null) {
            json.writeStringProperty("mfaAt", session.mfaAt().toString());
        }
        if (session.sourceIdentity() != null) {
            json.writeStringProperty("sourceIdentity", session.sourceIdentity());
        }
        if (session.federatedProvider() != null) {
            json.writeStringProperty("federatedProvider", session.federatedProvider());
        }
        writePairs(json, "tags", session.tags());
        var policies = session.policies();
        if (policies != null) {
            var length = policies.stream().mapToInt(String::length).sum();
            if (length <= MAX_SESSION_POLICIES) {
                json.writeArrayPropertyStart("policies");
                policies.forEach(json::writeString);
                json.writeEndArray();
            } else {
                json.writeNumberProperty("policiesOmitted", length);
            }
        }
        json.writeEndObject();
    }

    private static ByteArrayOutputStream bytes(Consumer<JsonGenerator> writer) {
        var bytes = new ByteArrayOutputStream(512);
        try (var part = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            writer.accept(part);
        }
        return bytes;
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
