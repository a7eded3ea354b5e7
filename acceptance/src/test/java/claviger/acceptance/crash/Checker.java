package claviger.acceptance.crash;

import claviger.acceptance.Kms;
import claviger.acceptance.crash.AuditFold.Recorded;
import claviger.acceptance.crash.Expectation.Acknowledged;
import claviger.acceptance.crash.Expectation.ExpectedKey;
import claviger.acceptance.crash.Expectation.Sealed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/// Decides, after a restart and while nobody writes, whether the server kept what it had promised.
final class Checker {

    private static final int KEYS_SAMPLED = 20;
    private static final int NEW_CIPHERTEXTS_SAMPLED = 60;
    private static final int OLD_CIPHERTEXTS_SAMPLED = 40;

    private final Journal journal;
    private final Expectation expectation;
    private final AuditFold trail;
    private final Random random;
    private List<String> violations = new ArrayList<>();
    private int sealedBefore;
    long decrypted;

    Checker(Journal journal, Expectation expectation, AuditFold trail, Random random) {
        this.journal = journal;
        this.expectation = expectation;
        this.trail = trail;
        this.random = random;
    }

    /// @param all whether to look at everything there is, instead of what was touched and a sample
    /// @return what is wrong, empty if nothing is
    List<String> check(Kms kms, boolean all) throws IOException, InterruptedException {
        violations = new ArrayList<>(expectation.endOfRound(journal.news()));
        var shown = Shown.lists(kms);
        checkKeys(kms, shown, all);
        checkAliases(shown);
        checkTrail(shown);
        checkCiphertexts(kms, all);
        expectation.touched.clear();
        return violations;
    }

    private void checkKeys(Kms kms, Shown shown, boolean all) throws IOException, InterruptedException {
        for (var id : shown.keyIds()) {
            if (!expectation.keys.containsKey(id)) {
                adoptOrComplain(shown.lookAt(kms, id), id, kms);
            }
        }
        // What was not made by now must not be there later.
        expectation.counts.unknownAbsent += expectation.openCreations.size();
        expectation.openCreations.clear();
        for (var id : expectation.keys.keySet()) {
            if (!shown.keyIds().contains(id)) {
                violations.add("LOST: key %s, whose making was acknowledged or seen".formatted(id));
            }
        }
        for (var id : all ? Set.copyOf(expectation.keys.keySet()) : toLookAt()) {
            if (shown.keyIds().contains(id)) {
                compare(id, expected(id), shown.lookAt(kms, id));
            }
        }
    }

    /// A key that nobody was told of must be one that somebody asked for, and whole.
    private void adoptOrComplain(Shown.KeyValues values, String id, Kms kms) throws IOException, InterruptedException {
        var creation = expectation.openCreations.remove(values.description());
        if (creation == null) {
            violations.add("key %s is there, and nobody asked for it: %s".formatted(id, values));
            return;
        }
        expectation.counts.unknownThere++;
        expectation.adopt(id, creation, expectation.now());
        var sealed = kms.call("Encrypt", Map.of("KeyId", id, "Plaintext", "aGFsZg=="));
        var opened = sealed.status() != 200
                ? sealed
                : kms.call(
                        "Decrypt",
                        Map.of(
                                "CiphertextBlob",
                                sealed.body().get("CiphertextBlob").asString()));
        if (!opened.body().path("Plaintext").asString("").equals("aGFsZg==")) {
            violations.add("key %s is there but half: it answers %s".formatted(id, opened));
        }
    }

    private Set<String> toLookAt() {
        var chosen = new LinkedHashSet<>(expectation.touched);
        var ids = List.copyOf(expectation.keys.keySet());
        for (int i = 0; i < KEYS_SAMPLED && !ids.isEmpty(); i++) {
            chosen.add(ids.get(random.nextInt(ids.size())));
        }
        return chosen;
    }

    private void compare(String id, ExpectedKey expected, Shown.KeyValues values) {
        compare("the description of key " + id, expected.description, values.description());
        compare("the state of key " + id, expected.state, values.state());
        compare("the policy of key " + id, expected.policy, values.policy());
    }

    private void checkAliases(Shown shown) {
        for (var name : shown.aliases().keySet()) {
            if (!expectation.aliases.containsKey(name)) {
                violations.add("alias %s is there, and nobody asked for it".formatted(name));
            }
        }
        expectation.aliases.forEach(
                (name, register) -> compare(name, register, shown.aliases().getOrDefault(name, Expectation.ABSENT)));
    }

    private void compare(String what, Register register, String value) {
        var possible = register.possible();
        if (!possible.contains(value)) {
            violations.add("LOST: %s is '%s', and can only be one of %s".formatted(what, value, possible));
        }
        register.settle(value, expectation.now());
    }

    /// Everything acknowledged is in the trail, and everything there is comes from it.
    private void checkTrail(Shown shown) throws IOException {
        violations.addAll(trail.news(this::recorded));
        expectation.unrecorded.forEach((requestId, what) ->
                violations.add("UNRECORDED: request %s was acknowledged: %s".formatted(requestId, what)));
        expectation.unrecorded.clear();
        same("keys", trail.keys.keySet(), shown.keyIds());
        same("aliases", new TreeMap<>(trail.aliases).entrySet(), shown.aliases().entrySet());
        shown.keys().forEach((id, values) -> {
            if (!values.equals(trail.keys.get(id))) {
                violations.add("key %s is %s, and by the trail it is %s".formatted(id, values, trail.keys.get(id)));
            }
        });
    }

    private void recorded(Recorded one) {
        var acknowledged = expectation.unrecorded.remove(one.requestId());
        if (acknowledged != null && !acknowledged.equals(new Acknowledged(one.operation(), one.outcome()))) {
            violations.add("%s is in the trail as %s".formatted(acknowledged, one));
        }
    }

    private <T> void same(String what, Set<T> byTheTrail, Set<T> shown) {
        var onlyTrail = new LinkedHashSet<>(byTheTrail);
        onlyTrail.removeAll(shown);
        var onlyShown = new LinkedHashSet<>(shown);
        onlyShown.removeAll(byTheTrail);
        if (!onlyTrail.isEmpty() || !onlyShown.isEmpty()) {
            violations.add("%s only in the trail: %s; only in the store: %s".formatted(what, onlyTrail, onlyShown));
        }
    }

    private void checkCiphertexts(Kms kms, boolean all) throws IOException, InterruptedException {
        var sealed = expectation.sealed;
        if (all) {
            for (var one : sealed) {
                open(kms, one);
            }
        } else {
            sample(kms, sealed.subList(sealedBefore, sealed.size()), NEW_CIPHERTEXTS_SAMPLED);
            sample(kms, sealed.subList(0, sealedBefore), OLD_CIPHERTEXTS_SAMPLED);
        }
        sealedBefore = sealed.size();
    }

    private void sample(Kms kms, List<Sealed> from, int count) throws IOException, InterruptedException {
        for (int i = 0; i < count && !from.isEmpty(); i++) {
            open(kms, from.get(random.nextInt(from.size())));
        }
    }

    private void open(Kms kms, Sealed one) throws IOException, InterruptedException {
        var answer =
                kms.call("Decrypt", Map.of("CiphertextBlob", one.ciphertext(), "EncryptionContext", one.context()));
        decrypted++;
        var enabled = expected(one.keyId()).state.settled().equals(Expectation.ENABLED);
        var opened = answer.body().path("Plaintext").asString("");
        if (enabled ? !one.plaintext().equals(opened) : !answer.outcome().equals("DisabledException")) {
            violations.add("UNDECRYPTABLE: a ciphertext of key %s (%s) is answered %s"
                    .formatted(one.keyId(), enabled ? "enabled" : "disabled", answer.outcome()));
        }
    }

    private ExpectedKey expected(String id) {
        var key = expectation.keys.get(id);
        if (key == null) {
            throw new IllegalStateException("a key that the journal does not know: " + id);
        }
        return key;
    }
}
