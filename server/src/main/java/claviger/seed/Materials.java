package claviger.seed;

import claviger.crypto.SecretBytes;
import claviger.custody.Domain;
import claviger.custody.DomainKey;
import claviger.kms.Key;
import claviger.kms.KeyMaterial;
import claviger.kms.KeyMaterial.Imported;
import claviger.kms.KeyMaterial.Rotated;
import claviger.kms.Rotation;
import claviger.kms.RotationType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Brings about the material of keys. Of a key that is there, what the file gives must be what it had first, in the
/// same order; if the file gives more than the key has, the key rotates to that.
final class Materials {

    private final Surroundings surroundings;
    private final Draft draft;
    private final Problems problems;

    Materials(Surroundings surroundings, Draft draft, Problems problems) {
        this.surroundings = surroundings;
        this.draft = draft;
        this.problems = problems;
    }

    /// The key with its material, which is put.
    Key bring(Key key, boolean isNew, Keys.Kind kind, List<GivenMaterial> given) {
        if (isNew) {
            // The first key of its account and Region brings the key under which its row is sealed.
            draft.domainKey(domain(key));
        }
        if (given.isEmpty()) {
            return isNew && !kind.isImported() ? generate(key) : key;
        }
        var all = permanent(key);
        var known = all.size();
        for (int i = 0; i < Math.min(known, given.size()); i++) {
            if (!isTheSame(all.get(i), given.get(i), kind)) {
                return key;
            }
            if (kind.isImported() && isToBeImportedAgain(all.get(i), given.get(i))) {
                var by = draft.domainKey(domain(key));
                var again = all.get(i)
                        .replacedBy(seal(by, key, given.get(i), all.get(i).rotated(), kind));
                draft.put(again);
                all.set(i, again);
            }
        }
        for (int i = known; i < given.size(); i++) {
            var material = given.get(i);
            if (draft.view().in(key.account(), key.region()).material(key.id(), material.id()) != null) {
                problems.add(material.entry(), "is there already, and waits for a rotation that was not asked for yet");
                return key;
            }
            var sealed =
                    seal(draft.domainKey(domain(key)), key, material, rotated(i, known, material, all, kind), kind);
            draft.put(sealed);
            all.add(sealed);
        }
        return holding(key, all, given.size() > known ? given.getLast().id() : null, known, kind);
    }

    /// The replica with all the material of the key that it is related to; of imported material with its name only.
    Key copy(Key replica, Key from) {
        var by = draft.domainKey(domain(replica));
        var mine = draft.view().in(replica.account(), replica.region()).materialsOf(replica.id());
        var missing = permanent(from).stream()
                .filter(material ->
                        mine.values().stream().noneMatch(other -> other.id().equals(material.id())))
                .toList();
        surroundings.newMaterial().copies(draft.view(), missing, by.domain()).forEach(draft::put);
        var current = from.currentMaterialId();
        return current == null
                        || from.origin() == claviger.kms.OriginType.EXTERNAL
                        || current.equals(replica.currentMaterialId())
                ? replica
                : replica.rotatedTo(current, from.rotation());
    }

    private Key generate(Key key) {
        var by = draft.domainKey(domain(key));
        var newMaterial = surroundings.newMaterial();
        var made = surroundings.generates()
                ? newMaterial.generated(by, key.spec(), key.id())
                : newMaterial.given(by, key.id(), surroundings.random().secret(32), null, null);
        draft.put(made);
        return key.rotatedTo(made.id(), key.rotation());
    }

    /// What the key has or had as its current material, the first first.
    private List<KeyMaterial> permanent(Key key) {
        return new ArrayList<>(draft.view().in(key.account(), key.region()).materialsOf(key.id()).values().stream()
                .filter(material -> !material.isPendingRotation())
                .sorted(Comparator.comparing(Materials::since))
                .toList());
    }

    private static Instant since(KeyMaterial material) {
        var rotated = material.rotated();
        return rotated == null ? Instant.MIN : rotated.at();
    }

    private boolean isTheSame(KeyMaterial there, GivenMaterial given, Keys.Kind kind) {
        if (!there.id().equals(given.id())) {
            problems.add(
                    given.entry(),
                    "key %s is there already with other material in this place, of id %s and not %s: it never changes"
                            .formatted(kind.entry().keyId(), there.id(), given.id()));
            return false;
        }
        var asked = given.entry().rotationDate();
        if (asked != null && !asked.equals(since(there))) {
            problems.add(
                    given.entry(),
                    "RotationDate",
                    "key %s is there already with %s, and the file says %s: it never changes"
                            .formatted(kind.entry().keyId(), since(there), asked));
        }
        return true;
    }

    /// Material that was deleted comes back, unless the file itself says that it is over.
    private boolean isToBeImportedAgain(KeyMaterial there, GivenMaterial given) {
        var validTo = given.entry().validTo();
        if (there.sealed() == null) {
            return validTo == null || validTo.isAfter(surroundings.now());
        }
        var description = given.entry().keyMaterialDescription();
        var imported = there.imported();
        return (validTo != null && !validTo.equals(there.validTo()))
                || (description != null && imported != null && !description.equals(imported.description()));
    }

    private @Nullable Rotated rotated(
            int place, int known, GivenMaterial material, List<KeyMaterial> before, Keys.Kind kind) {
        if (place == 0) {
            return null;
        }
        var type = kind.isImported() ? RotationType.ON_DEMAND : RotationType.AUTOMATIC;
        var last = since(before.getLast());
        var asked = material.entry().rotationDate();
        if (known == 0) {
            return new Rotated(Objects.requireNonNull(material.rotated()), type);
        }
        if (asked != null && !asked.isAfter(last)) {
            problems.add(
                    material.entry(),
                    "RotationDate",
                    "%s should be after %s, when the key rotated before".formatted(asked, last));
        }
        var now = surroundings.now();
        return new Rotated(asked != null ? asked : last.isBefore(now) ? now : last.plusMillis(1), type);
    }

    private KeyMaterial seal(DomainKey by, Key key, GivenMaterial material, @Nullable Rotated rotated, Keys.Kind kind) {
        var secret = SecretBytes.adopt(material.secret().expose());
        var imported = kind.isImported() ? imported(material) : null;
        return surroundings.newMaterial().given(by, key.id(), secret, rotated, imported);
    }

    private Imported imported(GivenMaterial material) {
        var entry = material.entry();
        var validTo = entry.validTo();
        var forEver = new Imported(true, entry.keyMaterialDescription(), null);
        if (validTo == null) {
            return forEver;
        }
        var now = surroundings.now();
        var served = surroundings.served();
        return problems.check(entry, "ValidTo", () -> KeyMaterial.Expiry.of(validTo, now, served))
                ? new Imported(true, entry.keyMaterialDescription(), KeyMaterial.Expiry.of(validTo, now, served))
                : forEver;
    }

    /// @param current the material that is current now, `null` if nothing was added
    /// @param known how many materials there were
    private Key holding(Key key, List<KeyMaterial> all, @Nullable String current, int known, Keys.Kind kind) {
        var added = all.size() - known;
        if (!kind.isImported()) {
            return current == null ? key : key.rotatedTo(current, key.rotation());
        }
        var rotation = key.rotation();
        var rotations = Math.max(0, added - (known == 0 ? 1 : 0));
        if (rotation.onDemandCount() + rotations > Rotation.MOST_ON_DEMAND) {
            problems.add(
                    kind.entry(),
                    "KeyMaterial",
                    "a key has at most %s rotations on demand".formatted(Rotation.MOST_ON_DEMAND));
        }
        var holding = key.holding(current == null ? key.currentMaterialId() : current, all, surroundings.now());
        return rotations == 0
                ? holding
                : holding.rotating(new Rotation(
                        rotation.periodInDays(),
                        rotation.next(),
                        rotation.onDemandSince(),
                        rotation.onDemandCount() + rotations));
    }

    private static Domain domain(Key key) {
        return new Domain(key.account(), key.region());
    }
}
