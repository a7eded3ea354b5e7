package claviger.kms;

import claviger.call.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Knows what is to be done with keys when the time has come, without anybody asking: they are rotated and deleted.
/// Like an operation it writes nothing: it tells the changes that it wants.
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
        for (var key : view.due(now)) {
            var deletion = key.deletion();
            if (key.state() == KeyState.CREATING || key.state() == KeyState.UPDATING) {
                return Optional.of(
                        new Task("SynchronizeMultiRegionKey", key, Map.of(), List.of(new Change.Put(key.enabled()))));
            } else if (deletion == null) {
                return Optional.of(rotate(view, key, now));
            } else if (deletion.isServed(served)) {
                return Optional.of(delete(view, key, now, served));
            }
        }
        return Optional.empty();
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
                    .copies(view, List.of(material), replica.region())
                    .forEach(noun -> changes.add(new Change.Put(noun)));
            changes.add(new Change.Put(replica.rotatedTo(material.id(), rotation)));
        }
        return new Task("RotateKey", key, Map.of("keyId", key.id(), "rotationType", type.name()), List.copyOf(changes));
    }

    private static List<Key> replicasOf(View view, Key key) {
        return view.related(key).values().stream().filter(Key::isReplica).toList();
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
