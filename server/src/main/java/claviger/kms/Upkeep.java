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
            if (deletion == null) {
                return Optional.of(rotate(view, key, now));
            } else if (deletion.isServed(served)) {
                return Optional.of(delete(view, key));
            }
        }
        return Optional.empty();
    }

    private Task rotate(View view, Key key, Instant now) {
        var type = key.rotation().onDemandSince() == null ? RotationType.AUTOMATIC : RotationType.ON_DEMAND;
        var material = newMaterial.next(view, key, new KeyMaterial.Rotated(now, type));
        var rotated = key.rotatedTo(material.id(), key.rotation().done(type, now));
        return new Task(
                "RotateKey",
                key,
                Map.of("keyId", key.id(), "rotationType", type.name()),
                List.of(new Change.Put(material), new Change.Put(rotated)));
    }

    /// The key with all that belongs to it.
    ///
    /// <https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html>
    private static Task delete(View view, Key key) {
        var owned = view.in(key.account(), key.region());
        var changes = new ArrayList<Change>();
        owned.materialsOf(key.id()).values().forEach(material -> changes.add(new Change.Remove(material)));
        owned.aliasesOf(key.id()).values().forEach(alias -> changes.add(new Change.Remove(alias)));
        changes.add(new Change.Remove(key));
        return new Task("DeleteKey", key, Map.of("keyId", key.id()), List.copyOf(changes));
    }
}
