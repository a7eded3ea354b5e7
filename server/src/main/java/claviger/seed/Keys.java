package claviger.seed;

import claviger.call.Region;
import claviger.kms.Key;
import claviger.kms.KeyManagerType;
import claviger.kms.KeySpec;
import claviger.kms.KeyState;
import claviger.kms.KeyUsageType;
import claviger.kms.MultiRegionKeyType;
import claviger.kms.OriginType;
import claviger.kms.PolicyText;
import claviger.kms.Rotation;
import claviger.seed.Declaration.KeyEntry;
import claviger.seed.Declaration.ReplicaEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Brings about the KMS keys that a seed file declares, with their replicas. What is there and equal is left alone,
/// and so is a key that is pending deletion; what can never change must be equal.
final class Keys {

    private final Declaration declaration;
    private final Surroundings surroundings;
    private final Draft draft;
    private final Problems problems;
    private final Materials materials;
    private final Mutables mutables;
    private final Names names;
    private final Map<String, KeyEntry> seen = new HashMap<>();

    Keys(Declaration declaration, Surroundings surroundings, Draft draft, Problems problems) {
        this.declaration = declaration;
        this.surroundings = surroundings;
        this.draft = draft;
        this.problems = problems;
        this.materials = new Materials(surroundings, draft, problems);
        this.mutables = new Mutables(surroundings, draft, problems);
        this.names = new Names(surroundings, draft, problems);
    }

    void bringAbout() {
        for (var entry : declaration.keys()) {
            bringAbout(entry);
            draft.cut();
        }
    }

    /// What a key is for good.
    ///
    /// @param region of the key that the entry is of, not of its replicas
    record Kind(KeyEntry entry, String account, String region, KeySpec spec, KeyUsageType usage, OriginType origin) {

        boolean isMultiRegion() {
            return entry.keyId().startsWith("mrk-");
        }

        boolean isImported() {
            return origin == OriginType.EXTERNAL;
        }
    }

    private void bringAbout(KeyEntry entry) {
        var kind = kind(entry);
        if (kind == null || isRepeated(kind)) {
            return;
        }
        var given = GivenMaterial.of(kind, surroundings, problems);
        try {
            var there = key(kind, kind.region);
            var isSound = there == null ? isFree(kind) : isTheSame(there, kind);
            if (!isSound) {
                return;
            }
            var before = there == null ? unmade(kind, kind.region, MultiRegionKeyType.PRIMARY) : there;
            if (before.deletion() == null) {
                var wanted = Mutables.Wanted.of(entry);
                var filled = materials.bring(before, there == null, kind, given);
                var after = mutables.rotating(mutables.bring(filled, wanted), entry);
                store(after, there);
                names.bring(after, entry, entry.aliases(), entry.grants());
                replicas(after, kind, given);
            }
        } finally {
            given.forEach(material -> material.secret().wipe());
        }
    }

    private @Nullable Kind kind(KeyEntry entry) {
        var account = entry.accountId() == null ? declaration.accountId() : entry.accountId();
        var region = entry.region() == null ? declaration.region() : entry.region();
        if (account == null || region == null) {
            problems.add(
                    entry,
                    "the field %s is missing, here or for the whole file"
                            .formatted(account == null ? "AccountId" : "Region"));
            return null;
        }
        var isKnown = surroundings.anyAccount() || draft.view().account(account) != null;
        if (!isKnown) {
            problems.add(
                    entry,
                    "AccountId",
                    "there is no account %s in this installation: declare it under Accounts".formatted(account));
        }
        var isServed = surroundings.regions().contains(region);
        if (!isServed) {
            problems.add(entry, "Region", "Region %s is not served here".formatted(region));
        }
        var spec = entry.keySpec() == null ? KeySpec.SYMMETRIC_DEFAULT : entry.keySpec();
        var origin =
                entry.origin() == null ? OriginType.AWS_KMS : entry.origin().type();
        var isRight = problems.check(entry, "KeyUsage", () -> spec.usage(entry.keyUsage()));
        isRight &= !isServed || problems.check(entry, "KeySpec", () -> spec.refuseOutside(region));
        return isKnown && isServed && isRight
                ? new Kind(entry, account, region, spec, spec.usage(entry.keyUsage()), origin)
                : null;
    }

    /// Whether an earlier entry is of the same key. Related keys of all Regions are one entry.
    private boolean isRepeated(Kind kind) {
        var place = kind.account + "/" + (kind.isMultiRegion() ? "" : kind.region) + "/" + kind.entry.keyId();
        var first = seen.putIfAbsent(place, kind.entry);
        if (first != null) {
            problems.add(
                    kind.entry,
                    "KeyId",
                    "key %s is declared twice, first on line %s"
                            .formatted(
                                    kind.entry.keyId(),
                                    problems.spot(first, "KeyId").line()));
        }
        return first != null;
    }

    /// Whether a new key can be made where the file wants it.
    private boolean isFree(Kind kind) {
        var related = draft.view().related(unmade(kind, kind.region, MultiRegionKeyType.PRIMARY));
        if (!related.isEmpty()) {
            problems.add(
                    kind.entry,
                    "Region",
                    "multi-Region key %s is there already, in %s: declare one of these as its Region"
                            .formatted(kind.entry.keyId(), related.keySet()));
            return false;
        }
        return problems.check(kind.entry, "KeyId", () -> admit(kind, kind.region));
    }

    private void admit(Kind kind, String region) {
        surroundings
                .quotas()
                .admitKey(draft.view().in(kind.account, region).keys().size());
    }

    private boolean isTheSame(Key there, Kind kind) {
        var entry = kind.entry;
        var same = same(entry, "KeySpec", there.spec(), kind.spec);
        same &= same(entry, "KeyUsage", there.usage(), kind.usage);
        same &= same(entry, "Origin", there.origin(), kind.origin);
        var created = entry.creationDate();
        same &= created == null || same(entry, "CreationDate", there.created(), created);
        return same;
    }

    private boolean same(KeyEntry entry, String field, Object there, Object wanted) {
        if (!there.equals(wanted)) {
            problems.add(
                    entry,
                    field,
                    "key %s is there already with %s, and the file says %s: it never changes"
                            .formatted(entry.keyId(), there, wanted));
        }
        return there.equals(wanted);
    }

    /// A key as it would be if nothing had been said of it, and without material.
    private Key unmade(Kind kind, String region, MultiRegionKeyType type) {
        return new Key(
                kind.account,
                region,
                kind.entry.keyId(),
                kind.spec,
                kind.usage,
                kind.origin,
                KeyManagerType.CUSTOMER,
                kind.isImported() ? KeyState.PENDING_IMPORT : KeyState.ENABLED,
                "",
                PolicyText.delegatingTo(kind.account, region),
                Map.of(),
                null,
                Rotation.NONE,
                kind.isMultiRegion() ? type : null,
                null,
                null,
                GivenMaterial.created(kind.entry, surroundings.now()),
                1);
    }

    private @Nullable Key key(Kind kind, String region) {
        return draft.view().in(kind.account, region).key(kind.entry.keyId());
    }

    /// All changes of a key at once are one, and none is none.
    ///
    /// @param there `null` if it is new
    private void store(Key after, @Nullable Key there) {
        if (there == null) {
            draft.put(after.numbered(1));
        } else if (!after.numbered(there.version()).equals(there)) {
            draft.put(after.numbered(there.version() + 1));
        }
    }

    /// Those that the file declares, and those that there are: related keys share material and rotation.
    private void replicas(Key first, Kind kind, List<GivenMaterial> given) {
        var declared = new TreeMap<String, ReplicaEntry>();
        for (var entry : kind.entry.replicas()) {
            if (isPossible(entry, kind) && declared.putIfAbsent(entry.region(), entry) != null) {
                problems.add(entry, "Region", "a replica in %s is declared twice".formatted(entry.region()));
            }
        }
        var regions = new TreeSet<>(declared.keySet());
        regions.addAll(draft.view().related(first).keySet());
        regions.remove(first.region());
        for (var region : regions) {
            replica(first, region, declared.get(region), kind, given);
        }
    }

    private boolean isPossible(ReplicaEntry entry, Kind kind) {
        if (!kind.isMultiRegion()) {
            problems.add(entry, "only a multi-Region key, with an id that begins with mrk-, has replicas");
            return false;
        }
        var isElsewhere = surroundings.regions().contains(entry.region())
                && Region.partition(entry.region()).equals(Region.partition(kind.region))
                && !entry.region().equals(kind.region);
        if (!isElsewhere) {
            problems.add(
                    entry,
                    "Region",
                    "a replica should be in another Region than %s that is served here, in the same partition; %s is not"
                            .formatted(kind.region, entry.region()));
        }
        return isElsewhere;
    }

    private void replica(Key first, String region, @Nullable ReplicaEntry entry, Kind kind, List<GivenMaterial> given) {
        var there = key(kind, region);
        if (there != null && there.deletion() != null) {
            return;
        }
        if (there == null && entry != null) {
            problems.check(entry, "Region", () -> admit(kind, region));
        }
        var before = there == null ? unmade(kind, region, MultiRegionKeyType.REPLICA) : there;
        var filled = kind.isImported() && !given.isEmpty()
                ? materials.bring(before, there == null, kind, given)
                : materials.copy(before, first);
        var shared = filled.rotating(first.rotation());
        var after = entry == null ? shared : mutables.bring(shared, Mutables.Wanted.of(entry));
        store(after, there);
        if (entry != null) {
            names.bring(after, entry, entry.aliases(), entry.grants());
        }
    }
}
