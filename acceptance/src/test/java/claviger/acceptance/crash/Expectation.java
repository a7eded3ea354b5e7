package claviger.acceptance.crash;

import claviger.acceptance.crash.Journal.Answered;
import claviger.acceptance.crash.Journal.Broke;
import claviger.acceptance.crash.Journal.Event;
import claviger.acceptance.crash.Journal.Killed;
import claviger.acceptance.crash.Journal.Sent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What the journal proves about the server: what was promised, and what is open.
final class Expectation {

    /// The value of an alias that is not there.
    static final String ABSENT = "";

    static final String ENABLED = "Enabled";
    static final String DISABLED = "Disabled";

    final Map<String, ExpectedKey> keys = new LinkedHashMap<>();
    final Map<String, Register> aliases = new LinkedHashMap<>();
    final List<Sealed> sealed = new ArrayList<>();

    /// CreateKey requests of which nothing was heard, by the description that each has for itself.
    final Map<String, Sent> openCreations = new HashMap<>();

    /// What was acknowledged and not yet seen in the audit trail, by request id.
    final Map<String, Acknowledged> unrecorded = new LinkedHashMap<>();

    /// Keys that were written to since the last check.
    final Set<String> touched = new LinkedHashSet<>();

    final Counts counts = new Counts();

    private final Map<Long, Sent> pending = new LinkedHashMap<>();
    private final Map<String, Sealed> byCiphertext = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private boolean killed;
    private long line;

    /// What is known of one key.
    static final class ExpectedKey {
        final int owner;
        final Register description = new Register();
        final Register policy = new Register();
        final Register state = new Register();

        ExpectedKey(int owner) {
            this.owner = owner;
        }
    }

    /// A ciphertext that the server gave away, and what it must open to.
    record Sealed(String keyId, JsonNode context, String plaintext, String ciphertext) {}

    record Acknowledged(String operation, String outcome) {}

    /// Running totals.
    static final class Counts {
        long writes;
        long uses;
        long refusals;
        long unknownWrites;
        long unknownThere;
        long unknownAbsent;
    }

    /// Takes in what the journal has to tell since the last call, and closes the round: what was not
    /// answered will not be.
    ///
    /// @return what can only be wrong: answers that no correct server gives
    List<String> endOfRound(List<Event> news) {
        killed = false;
        news.forEach(this::take);
        pending.values().forEach(this::unknown);
        pending.clear();
        var found = List.copyOf(violations);
        violations.clear();
        return found;
    }

    /// The time of what is seen between rounds.
    long now() {
        return line;
    }

    private void take(Event event) {
        line = event.line();
        switch (event) {
            case Sent sent -> pending.put(sent.id(), sent);
            case Answered answered -> answered(request(answered.id()), answered);
            case Broke broke -> {
                if (!killed) {
                    violations.add("request %d broke before the kill: %s".formatted(broke.id(), broke.why()));
                }
                unknown(request(broke.id()));
            }
            case Killed _ -> killed = true;
        }
    }

    private Sent request(long id) {
        var sent = pending.remove(id);
        if (sent == null) {
            throw new IllegalStateException("the journal answers a request that it does not have: " + id);
        }
        return sent;
    }

    private void answered(Sent sent, Answered answer) {
        if (answer.status() >= 500) {
            unknown(sent);
            return;
        }
        if (answer.requestId().isEmpty()) {
            violations.add("an answer to %s has no request id".formatted(sent.operation()));
        }
        unrecorded.put(answer.requestId(), new Acknowledged(sent.operation(), answer.outcome()));
        if (!answer.outcome().equals(sent.expected())) {
            violations.add("%s %s was answered %s instead of %s"
                    .formatted(sent.operation(), sent.input(), answer.outcome(), sent.expected()));
        }
        if (answer.status() == 200) {
            acknowledged(sent, answer);
        } else {
            counts.refusals++;
        }
    }

    private void acknowledged(Sent sent, Answered answer) {
        var input = sent.input();
        switch (sent.operation()) {
            case "Encrypt" -> seal(answer, input, input.get("Plaintext").asString());
            case "GenerateDataKey" ->
                seal(answer, input, answer.output().get("Plaintext").asString());
            case "Decrypt" -> {
                counts.uses++;
                var known = byCiphertext.get(input.get("CiphertextBlob").asString());
                if (known == null
                        || !known.plaintext.equals(
                                answer.output().path("Plaintext").asString(""))) {
                    violations.add("a ciphertext decrypted to other bytes: " + input);
                }
            }
            case "CreateKey" -> {
                counts.writes++;
                var id = answer.output().get("KeyMetadata").get("KeyId").asString();
                adopt(id, sent, answer.line());
            }
            default -> {
                counts.writes++;
                register(sent).acknowledged(value(sent), sent.line(), answer.line());
            }
        }
    }

    private void seal(Answered answer, JsonNode input, String plaintext) {
        counts.uses++;
        var arn = answer.output().get("KeyId").asString();
        var one = new Sealed(
                arn.substring(arn.lastIndexOf('/') + 1),
                input.get("EncryptionContext"),
                plaintext,
                answer.output().get("CiphertextBlob").asString());
        sealed.add(one);
        byCiphertext.put(one.ciphertext, one);
    }

    private void unknown(Sent sent) {
        switch (sent.operation()) {
            case "Encrypt", "GenerateDataKey", "Decrypt" -> {}
            case "CreateKey" -> {
                counts.unknownWrites++;
                openCreations.put(sent.input().get("Description").asString(), sent);
            }
            default -> {
                counts.unknownWrites++;
                register(sent).unknown(value(sent), sent.line());
            }
        }
    }

    /// The key that a CreateKey made is there, whole.
    void adopt(String id, Sent creation, long line) {
        var key = new ExpectedKey(creation.writer());
        key.description.acknowledged(creation.input().get("Description").asString(), creation.line(), line);
        key.policy.acknowledged(creation.input().get("Policy").asString(), creation.line(), line);
        key.state.acknowledged(ENABLED, creation.line(), line);
        keys.put(id, key);
        touched.add(id);
    }

    private Register register(Sent sent) {
        if (sent.operation().endsWith("Alias")) {
            return aliases.computeIfAbsent(sent.input().get("AliasName").asString(), _ -> {
                var register = new Register();
                register.settle(ABSENT, 0);
                return register;
            });
        }
        var id = sent.input().get("KeyId").asString();
        touched.add(id);
        var key = keys.get(id);
        if (key == null) {
            throw new IllegalStateException("the journal writes to a key that it never made: " + id);
        }
        return switch (sent.operation()) {
            case "UpdateKeyDescription" -> key.description;
            case "PutKeyPolicy" -> key.policy;
            case "EnableKey", "DisableKey" -> key.state;
            default -> throw new IllegalStateException(sent.operation());
        };
    }

    private static String value(Sent sent) {
        var input = sent.input();
        return switch (sent.operation()) {
            case "CreateAlias", "UpdateAlias" -> input.get("TargetKeyId").asString();
            case "DeleteAlias" -> ABSENT;
            case "UpdateKeyDescription" -> input.get("Description").asString();
            case "PutKeyPolicy" -> input.get("Policy").asString();
            case "EnableKey" -> ENABLED;
            case "DisableKey" -> DISABLED;
            default -> throw new IllegalStateException(sent.operation());
        };
    }
}
