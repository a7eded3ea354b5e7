package claviger.kms;

import claviger.call.Change;
import claviger.custody.Domain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Knows what is to be done with keys when the time has come, without anybody asking: they are rotated and deleted,
/// and what was imported expires. Like an operation it writes nothing: it tells the changes that it wants.
public final class Upkeep {

    private final NewMaterial newMaterial;

    public Upkeep(NewMaterial newMaterial) {
        this.newMaterial = newMaterial;
    }

    /// One thing to do.
    ///
    /// @param event what CloudTrail calls it
    /// @param details what its record tells
    public record Task(String event, Key key, Map<String, String> details, List<Change> changes) {}

    /// The first thing that is due, empty if nothing is.
    ///
    /// @param served how long the installation has served
    public Optional<Task> first(View view, Instant now, Duration served) {
        for (var noun : view.due(now)) {
            var task = switch (noun) {
                case Key key -> due(view, key, now, served);
                case KeyMaterial material -> expire(view, material, now, served);
                default -> Optional.<Task>empty();
            };
            if (task.isPresent()) {
                return task;
            }
        }
        return Optional.empty();
    }

    private Optional<Task> due(View view, Key key, Instant now, Duration served) {
        var deletion = key.deletion();
        if (deletion != null) {
            return deletion.isServed(served) ? Optional.of(delete(view, key, now, served)) : Optional.empty();
        }
        if (key.state() == KeyState.CREATING || key.state() == KeyState.UPDATING) {
            return Optional.of(
                    new Task("SynchronizeMultiRegionKey", key, Map.of(), List.of(new Change.Put(key.synchronised()))));
        }
        return key.origin() == OriginType.EXTERNAL
                ? rotateToImported(view, key, now)
                : Optional.of(rotate(view, key, now));
    }

    /// Related keys get the same material in the same change.
    private Task rotate(View view, Key key, Instant now) {
        var type = key.rotation().onDemandSince() == null ? RotationType.AUTOMATIC : RotationType.ON_DEMAND;
        var material = newMaterial.next(view, key, new KeyMaterial.Rotated(now, type));
        var rotation = key.rotation().done(type, now);
        var changes = new ArrayList<Change>();
        changes.add(new Change.Put(material));
        changes.add(new Change.Put(key.rotatedTo(material.id(), rotation)));
        for (var replica : replicasOf(view, key)) {
            newMaterial
                    .copies(view, List.of(material), new Domain(replica.account(), replica.region()))
                    .forEach(noun -> changes.add(new Change.Put(noun)));
            changes.add(new Change.Put(replica.rotatedTo(material.id(), rotation)));
        }
        return new Task("RotateKey", key, Map.of("keyId", key.id(), "rotationType", type.name()), List.copyOf(changes));
    }

    private static List<Key> replicasOf(View view, Key key) {
        return view.related(key).values().stream().filter(Key::isReplica).toList();
    }

    /// A key whose material was imported rotates to what was imported for that, and its replicas with it.
    private static Optional<Task> rotateToImported(View view, Key key, Instant now) {
        var next = view.in(key.account(), key.region()).materialsOf(key.id()).values().stream()
                .filter(material -> material.isPendingRotation() && view.isEverywhere(material, now))
                .findFirst();
        if (next.isEmpty() || key.stateAt(now) != KeyState.ENABLED) {
            return Optional.empty();
        }
        var materialId = next.get().id();
        var rotation = key.rotation().done(RotationType.ON_DEMAND, now);
        var rotated = new KeyMaterial.Rotated(now, RotationType.ON_DEMAND);
        var changes = new ArrayList<Change>();
        for (var each : view.withRelated(key)) {
            var materials = new ArrayList<>(
                    view.in(each.account(), each.region()).materialsOf(key.id()).values());
            materials.replaceAll(material -> material.id().equals(materialId) ? material.after(rotated) : material);
            materials.stream()
                    .filter(material -> material.id().equals(materialId))
                    .forEach(material -> changes.add(new Change.Put(material)));
            changes.add(new Change.Put(each.rotatedTo(materialId, rotation, materials)));
        }
        return Optional.of(new Task(
                "RotateKey",
                key,
                Map.of("keyId", key.id(), "rotationType", RotationType.ON_DEMAND.name()),
                List.copyOf(changes)));
    }

    /// Nobody uses it since it expired; now it is destroyed.
    private static Optional<Task> expire(View view, KeyMaterial material, Instant now, Duration served) {
        var owned = view.in(material.account(), material.region());
        var key = owned.key(material.keyId());
        var imported = material.imported();
        var expiry = imported == null ? null : imported.expiry();
        if (key == null || expiry == null || served.compareTo(expiry.servedTo()) < 0) {
            return Optional.empty();
        }
        return Optional.of(new Task(
                "DeleteExpiredKeyMaterial",
                key,
                Map.of("keyId", key.id()),
                MaterialRemoval.of(material, key, view, now)));
    }

    /// The key with all that belongs to it.
    ///
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html>
    private static Task delete(View view, Key key, Instant now, Duration served) {
        var owned = view.in(key.account(), key.region());
        var changes = new ArrayList<Change>();
        owned.materialsOf(key.id()).values().forEach(material -> changes.add(new Change.Remove(material)));
        owned.aliasesOf(key.id()).values().forEach(alias -> changes.add(new Change.Remove(alias)));
        view.grants(key.region()).on(key).values().forEach(grant -> changes.add(new Change.Remove(grant)));
        changes.add(new Change.Remove(key));
        if (key.isReplica()) {
            var wasLast = replicasOf(view, key).size() == 1;
            view.related(key).values().stream()
                    .filter(other -> !other.isReplica())
                    .map(primary -> primary.afterReplica(wasLast, now, served))
                    .forEach(primary -> changes.add(new Change.Put(primary)));
        }
        return new Task("DeleteKey", key, Map.of("keyId", key.id()), List.copyOf(changes));
    }
}
