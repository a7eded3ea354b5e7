package claviger.acceptance.crash;

import claviger.acceptance.Kms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// One client that writes and uses keys, one request after the other. Most of what it writes is its own, so
/// that it knows what each answer must be; some is shared with the other writers. It ends with the first
/// request of which it does not know what became.
final class Writer {

    private static final int KEYS_IN_USE = 4;
    private static final int MOST_ALIASES = 12;
    private static final int RECENT = 20;
    private static final int PLAINTEXT_BYTES = 48;

    private final int number;
    private final int round;
    private final Kms kms;
    private final Journal journal;
    private final Shared shared;
    private final Random random;
    private final Runnable onAnswer;

    private final List<String> keys = new ArrayList<>();
    private final Map<String, Boolean> enabled = new LinkedHashMap<>();
    private final Map<String, String> aliases = new TreeMap<>();
    private final List<Ciphertext> recent = new ArrayList<>();
    private int made;
    private boolean lost;

    /// What all writers write to.
    ///
    /// @param key whose description all change
    /// @param otherKey always enabled, as the first
    /// @param alias which all point to one of the two
    record Shared(String key, String otherKey, String alias) {}

    private record Ciphertext(String keyId, Map<String, String> context, String base64) {}

    Writer(
            int number,
            int round,
            Kms kms,
            Journal journal,
            Expectation expectation,
            Shared shared,
            Random random,
            Runnable onAnswer) {
        this.number = number;
        this.round = round;
        this.kms = kms;
        this.journal = journal;
        this.shared = shared;
        this.random = random;
        this.onAnswer = onAnswer;
        expectation.keys.forEach((id, key) -> {
            if (key.owner == number) {
                keys.add(id);
                enabled.put(id, key.state.settled().equals(Expectation.ENABLED));
            }
        });
        var prefix = "alias/w" + number + "/";
        expectation.aliases.forEach((name, register) -> {
            if (name.startsWith(prefix) && !register.settled().equals(Expectation.ABSENT)) {
                aliases.put(name, register.settled());
            }
        });
    }

    void run(BooleanSupplier goesOn) throws IOException, InterruptedException {
        if (keys.isEmpty()) {
            createKey();
        }
        while (goesOn.getAsBoolean() && !lost) {
            act();
        }
    }

    private void act() throws IOException, InterruptedException {
        int dice = random.nextInt(100);
        if (dice < 5) {
            createKey();
        } else if (dice < 20) {
            createAlias();
        } else if (dice < 30) {
            updateAlias();
        } else if (dice < 38) {
            deleteAlias();
        } else if (dice < 47) {
            describe(aKey());
        } else if (dice < 56) {
            turnOnOrOff();
        } else if (dice < 64) {
            putPolicy();
        } else if (dice < 68) {
            describe(shared.key);
        } else if (dice < 72) {
            var target = random.nextBoolean() ? shared.key : shared.otherKey;
            send("UpdateAlias", Map.of("AliasName", shared.alias, "TargetKeyId", target));
        } else if (dice < 84) {
            encrypt();
        } else if (dice < 92) {
            generateDataKey();
        } else {
            decrypt();
        }
    }

    private void createKey() throws IOException, InterruptedException {
        var answer = send("CreateKey", Map.of("Description", fresh("key"), "Policy", policy()));
        if (answer != null) {
            var id = answer.body().get("KeyMetadata").get("KeyId").asString();
            keys.add(id);
            enabled.put(id, true);
        }
    }

    private void createAlias() throws IOException, InterruptedException {
        if (aliases.size() >= MOST_ALIASES) {
            deleteAlias();
            return;
        }
        var name = "alias/w" + number + "/" + random.nextInt(1000);
        var target = aKey();
        if (aliases.containsKey(name)) {
            var input = Map.of("AliasName", name, "TargetKeyId", target);
            send("CreateAlias", input, "AlreadyExistsException");
        } else if (send("CreateAlias", Map.of("AliasName", name, "TargetKeyId", target)) != null) {
            aliases.put(name, target);
        }
    }

    private void updateAlias() throws IOException, InterruptedException {
        var name = anAlias();
        if (name == null) {
            createAlias();
            return;
        }
        var target = aKey();
        if (send("UpdateAlias", Map.of("AliasName", name, "TargetKeyId", target)) != null) {
            aliases.put(name, target);
        }
    }

    private void deleteAlias() throws IOException, InterruptedException {
        var name = anAlias();
        if (name == null) {
            createAlias();
        } else if (send("DeleteAlias", Map.of("AliasName", name)) != null) {
            aliases.remove(name);
        }
    }

    private void describe(String keyId) throws IOException, InterruptedException {
        send("UpdateKeyDescription", Map.of("KeyId", keyId, "Description", fresh("described")));
    }

    private void putPolicy() throws IOException, InterruptedException {
        send("PutKeyPolicy", Map.of("KeyId", aKey(), "PolicyName", "default", "Policy", policy()));
    }

    private void turnOnOrOff() throws IOException, InterruptedException {
        var id = aKey();
        boolean on = isEnabled(id);
        if (send(on ? "DisableKey" : "EnableKey", Map.of("KeyId", id)) != null) {
            enabled.put(id, !on);
        }
    }

    private void encrypt() throws IOException, InterruptedException {
        var name = anAlias();
        var byAlias = name != null && random.nextInt(4) == 0;
        var id = byAlias ? String.valueOf(aliases.get(name)) : aKey();
        var bytes = new byte[PLAINTEXT_BYTES];
        random.nextBytes(bytes);
        var context = context();
        var answer = send(
                "Encrypt",
                Map.of(
                        "KeyId",
                        byAlias ? String.valueOf(name) : id,
                        "Plaintext",
                        Base64.getEncoder().encodeToString(bytes),
                        "EncryptionContext",
                        context),
                isEnabled(id) ? "ok" : "DisabledException");
        remember(id, context, answer);
    }

    private void generateDataKey() throws IOException, InterruptedException {
        var id = aKey();
        var context = context();
        var answer = send(
                "GenerateDataKey",
                Map.of("KeyId", id, "KeySpec", "AES_256", "EncryptionContext", context),
                isEnabled(id) ? "ok" : "DisabledException");
        remember(id, context, answer);
    }

    private void decrypt() throws IOException, InterruptedException {
        if (recent.isEmpty()) {
            encrypt();
            return;
        }
        var one = recent.get(random.nextInt(recent.size()));
        send(
                "Decrypt",
                Map.of("CiphertextBlob", one.base64, "EncryptionContext", one.context),
                isEnabled(one.keyId) ? "ok" : "DisabledException");
    }

    private void remember(String keyId, Map<String, String> context, Kms.@Nullable Answer answer) {
        if (answer != null) {
            if (recent.size() == RECENT) {
                recent.remove(random.nextInt(RECENT));
            }
            recent.add(new Ciphertext(
                    keyId, context, answer.body().get("CiphertextBlob").asString()));
        }
    }

    private Kms.@Nullable Answer send(String operation, Map<String, ?> input) throws IOException, InterruptedException {
        return send(operation, input, "ok");
    }

    /// @return the answer if it is a 200
    private Kms.@Nullable Answer send(String operation, Map<String, ?> input, String expected)
            throws IOException, InterruptedException {
        long id = journal.sent(number, operation, input, expected);
        try {
            var answer = kms.call(operation, input);
            journal.answered(id, answer);
            onAnswer.run();
            lost = answer.status() >= 500;
            return answer.status() == 200 ? answer : null;
        } catch (IOException e) {
            journal.broke(id, e);
            lost = true;
            return null;
        }
    }

    private boolean isEnabled(String keyId) {
        return Boolean.TRUE.equals(enabled.get(keyId));
    }

    /// One of its newest keys.
    private String aKey() {
        return keys.get(keys.size() - 1 - random.nextInt(Math.min(KEYS_IN_USE, keys.size())));
    }

    private @Nullable String anAlias() {
        return aliases.isEmpty() ? null : List.copyOf(aliases.keySet()).get(random.nextInt(aliases.size()));
    }

    /// A text that nobody ever sends again.
    private String fresh(String what) {
        return what + " by w" + number + " in round " + round + ", no. " + made++;
    }

    private Map<String, String> context() {
        return Map.of("writer", "w" + number, "round", String.valueOf(round));
    }

    private String policy() {
        return rootPolicy(fresh("policy"));
    }

    /// The default key policy, with an id that tells it from others.
    static String rootPolicy(String id) {
        return """
                {"Version": "2012-10-17", "Id": "%s", "Statement": [{"Effect": "Allow", \
                "Principal": {"AWS": "arn:aws:iam::%s:root"}, "Action": "kms:*", "Resource": "*"}]}""".formatted(id, Kms.ACCOUNT);
    }
}
