package claviger.seed;

import claviger.kms.Key;
import claviger.kms.KeyKind;
import claviger.kms.KeyState;
import claviger.kms.Rotation;
import claviger.kms.Tag;
import claviger.seed.Declaration.KeyEntry;
import claviger.seed.Declaration.PolicyForm;
import claviger.seed.Declaration.ReplicaEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Brings what can change about a key to what the file says. What the file does not say stays as it is.
final class Mutables {

    private static final Form.Structure TAG = Form.Structure.of(Tag.class);

    private final Surroundings surroundings;
    private final Draft draft;
    private final Problems problems;

    Mutables(Surroundings surroundings, Draft draft, Problems problems) {
        this.surroundings = surroundings;
        this.draft = draft;
        this.problems = problems;
    }

    /// What an entry says of a key or a replica, `null` where it says nothing.
    record Wanted(
            Record entry,
            @Nullable String description,
            @Nullable Boolean enabled,
            @Nullable PolicyForm policy,
            @Nullable Map<String, String> tags) {

        static Wanted of(KeyEntry entry) {
            return new Wanted(entry, entry.description(), entry.enabled(), entry.policy(), entry.tags());
        }

        static Wanted of(ReplicaEntry entry) {
            return new Wanted(entry, entry.description(), entry.enabled(), entry.policy(), entry.tags());
        }
    }

    Key bring(Key key, Wanted wanted) {
        var after = key;
        if (wanted.description != null) {
            after = after.describedAs(wanted.description);
        }
        if (wanted.tags != null && areRight(wanted.entry, wanted.tags)) {
            after = after.taggedAs(wanted.tags);
        }
        var policy = wanted.policy;
        if (policy != null) {
            var isPolicy = problems.check(
                    wanted.entry, "Policy", () -> surroundings.policies().declared(policy.text(), draft.view()));
            if (isPolicy) {
                after = after.governedBy(surroundings.policies().declared(policy.text(), draft.view()));
            }
        }
        return wanted.enabled == null ? after : enabled(after, wanted.entry, wanted.enabled);
    }

    private Key enabled(Key key, Record entry, boolean enabled) {
        if (key.state() == KeyState.PENDING_IMPORT && key.currentMaterialId() == null) {
            problems.add(
                    entry,
                    "Enabled",
                    "a key that waits for its material can be neither enabled nor disabled: leave it out");
        }
        if (key.state() == KeyState.ENABLED && !enabled) {
            return key.disabled();
        }
        return key.state() == KeyState.DISABLED && enabled ? key.enabled() : key;
    }

    private boolean areRight(Record entry, Map<String, String> tags) {
        var all = new ArrayList<Tag>();
        var right = true;
        for (var tag : new java.util.TreeMap<>(tags).entrySet()) {
            right &= isRight(entry, "key '%s'".formatted(Form.shown(tag.getKey())), "TagKey", tag.getKey());
            right &= isRight(entry, "value of '%s'".formatted(Form.shown(tag.getKey())), "TagValue", tag.getValue());
            all.add(new Tag(tag.getKey(), tag.getValue()));
        }
        return right && problems.check(entry, "Tags", () -> Tag.added(Map.of(), List.copyOf(all)));
    }

    private boolean isRight(Record entry, String what, String member, String text) {
        var form = TAG.members().get(member);
        var wrong = form != null && form.form() instanceof Form.Text limits ? limits.broken(text) : null;
        if (wrong != null) {
            problems.add(entry, "Tags", "the tag " + what + " " + wrong);
        }
        return wrong == null;
    }

    /// The key with the rotation that the entry asks for.
    Key rotating(Key key, KeyEntry entry) {
        var asked = entry.enableKeyRotation();
        var period = entry.rotationPeriodInDays();
        if (asked == null || !asked) {
            if (period != null) {
                problems.add(entry, "RotationPeriodInDays", "goes with EnableKeyRotation: true");
            }
            return asked == null || key.rotation().next() == null
                    ? key
                    : key.rotating(key.rotation().off());
        }
        // Only a primary key says how all that are related to it rotate; another one may be it by now.
        var primary = draft.view().related(key).values().stream()
                .filter(each -> !each.isReplica())
                .findFirst()
                .orElse(key);
        if (!isRotating(primary)) {
            problems.add(
                    entry,
                    "EnableKeyRotation",
                    "only a symmetric encryption key whose material is made here rotates by itself");
            return key;
        }
        var days = period != null
                ? period
                : key.rotation().next() == null
                        ? Rotation.DEFAULT_DAYS
                        : key.rotation().periodInDays();
        return days == key.rotation().periodInDays()
                ? key
                : key.rotating(key.rotation().every(days, surroundings.now()));
    }

    private static boolean isRotating(Key key) {
        try {
            KeyKind.SELF_ROTATING.check(key);
            return true;
        } catch (claviger.call.AwsException e) {
            return false;
        }
    }
}
