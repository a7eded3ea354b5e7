package claviger.seed;

import claviger.crypto.MaterialId;
import claviger.crypto.SecretBytes;
import claviger.kms.KeySpec;
import claviger.kms.NewMaterial;
import claviger.kms.OriginType;
import claviger.kms.Rotation;
import claviger.seed.Declaration.KeyEntry;
import claviger.seed.Declaration.MaterialEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The material that a seed file gives a key, in the order in which the key had it: the last is current.
///
/// @param id as this key gives it
/// @param secret in the form in which keys keep it
/// @param rotated when the key rotated to it, `null` for the first
record GivenMaterial(
        MaterialEntry entry,
        String id,
        SecretBytes secret,
        @Nullable Instant rotated) {

    /// Reads all of a key's, and adds what is wrong with them.
    static List<GivenMaterial> of(Keys.Kind kind, Surroundings surroundings, Problems problems) {
        var key = kind.entry();
        var spec = kind.spec();
        var origin = kind.origin();
        var entries = key.keyMaterial();
        if (entries.size() > 1 && spec != KeySpec.SYMMETRIC_DEFAULT) {
            problems.add(
                    key,
                    "KeyMaterial[1]",
                    "only a symmetric encryption key has several materials, and this one is " + spec);
            return List.of();
        }
        var most = Rotation.MOST_ON_DEMAND + 1;
        if (origin == OriginType.EXTERNAL && entries.size() > most) {
            problems.add(
                    key,
                    "KeyMaterial[" + most + "]",
                    "a key with imported material has at most %s: its first, and %s rotations on demand"
                            .formatted(most, Rotation.MOST_ON_DEMAND));
        }
        var dates = dates(key, surroundings.now(), problems);
        var given = new ArrayList<GivenMaterial>();
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            checkImport(entry, spec, origin, problems);
            var secret = secret(entry, spec, surroundings.newMaterial(), problems);
            if (secret != null) {
                var id = MaterialId.of(kind.account(), key.keyId(), secret);
                if (given.stream().anyMatch(other -> other.id.equals(id))) {
                    problems.add(entry, "is the same material as one before it: a key never rotates back");
                    secret.wipe();
                    continue;
                }
                given.add(new GivenMaterial(entry, id, secret, dates.get(i)));
            }
        }
        return given;
    }

    /// When the key was made. One with rotations was made before them.
    static Instant created(KeyEntry key, Instant now) {
        var asked = key.creationDate();
        return asked == null ? now.minusMillis(key.keyMaterial().size()) : asked;
    }

    private static void checkImport(MaterialEntry entry, KeySpec spec, OriginType origin, Problems problems) {
        if (origin != OriginType.EXTERNAL && entry.validTo() != null) {
            problems.add(entry, "ValidTo", "only imported material expires: it goes with Origin EXTERNAL");
        }
        if (entry.keyMaterialDescription() != null
                && (origin != OriginType.EXTERNAL || spec != KeySpec.SYMMETRIC_DEFAULT)) {
            problems.add(
                    entry,
                    "KeyMaterialDescription",
                    "only imported material of a symmetric encryption key has a description");
        }
    }

    private static @Nullable SecretBytes secret(
            MaterialEntry entry, KeySpec spec, NewMaterial newMaterial, Problems problems) {
        var wanted = spec.isAsymmetric() ? "Pem" : "Base64 or Hex";
        var secret = spec.isAsymmetric() ? entry.pem() : entry.base64() == null ? entry.hex() : entry.base64();
        if (secret == null || entry.given().size() != 1) {
            problems.add(entry, "material of %s is given once, as %s".formatted(spec, wanted));
            return null;
        }
        var field = spec.isAsymmetric() ? "Pem" : entry.base64() == null ? "Hex" : "Base64";
        var length = secret.length();
        var kept = newMaterial.ofStranger(spec, secret);
        if (kept.isEmpty()) {
            problems.add(
                    entry,
                    field,
                    spec.isAsymmetric()
                            ? "is no sound private key of " + spec
                            : "has %s bytes, and material of %s has %s"
                                    .formatted(length, spec, NewMaterial.length(spec)));
        }
        return kept.orElse(null);
    }

    /// When the key rotated to each. Dates that are not given follow those that are, at most until now.
    private static List<@Nullable Instant> dates(KeyEntry key, Instant now, Problems problems) {
        var dates = new ArrayList<@Nullable Instant>();
        var entries = key.keyMaterial();
        var before = created(key, now);
        if (before.isAfter(now)) {
            problems.add(key, "CreationDate", "%s is in the future".formatted(before));
        }
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            var asked = entry.rotationDate();
            if (i == 0) {
                dates.add(null);
                if (asked != null) {
                    problems.add(
                            entry,
                            "RotationDate",
                            "the first material is there from the CreationDate on: leave it out");
                }
                continue;
            }
            if (asked != null && (asked.isAfter(now) || !asked.isAfter(before))) {
                problems.add(
                        entry,
                        "RotationDate",
                        "%s should be after %s, when %s, and not after now"
                                .formatted(
                                        asked,
                                        before,
                                        i == 1 ? "the key was made (CreationDate)" : "the key rotated before"));
            }
            // A millisecond apart, since rotations are told by their dates.
            before = asked == null ? before.plusMillis(1) : asked;
            dates.add(before);
        }
        return dates;
    }
}
