package claviger.kms;

import claviger.call.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How imported material goes, whether it is deleted or expires.
final class MaterialRemoval {

    private MaterialRemoval() {}

    /// Permanent material leaves behind that the key needs it, and the key waits for it. What waited for a rotation
    /// goes altogether, and the rotation with it; what goes at a primary key goes at its replicas.
    ///
    /// <https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteImportedKeyMaterial.html>
    static List<Change> of(KeyMaterial material, Key key, View view, Instant now) {
        var changes = new ArrayList<Change>();
        if (material.isPendingRotation()) {
            changes.add(new Change.Remove(material));
            changes.add(new Change.Put(key.rotating(key.rotation().calledOff())));
            if (!key.isReplica()) {
                view.related(key).values().stream()
                        .filter(Key::isReplica)
                        .forEach(replica -> changes.addAll(atReplica(material, replica, view)));
            }
            return List.copyOf(changes);
        }
        var destroyed = material.destroyed();
        var left = new ArrayList<>(
                view.in(key.account(), key.region()).materialsOf(key.id()).values());
        left.remove(material);
        left.add(destroyed);
        changes.add(new Change.Put(destroyed));
        changes.add(new Change.Put(key.holding(key.currentMaterialId(), left, now)));
        return List.copyOf(changes);
    }

    private static List<Change> atReplica(KeyMaterial material, Key replica, View view) {
        var copy = view.in(replica.account(), replica.region()).material(replica.id(), material.id());
        // The rotation is shared; and a replica without the material must not be given it at this moment.
        var calledOff = new Change.Put(replica.rotating(replica.rotation().calledOff()));
        return copy == null ? List.of(calledOff) : List.of(calledOff, new Change.Remove(copy));
    }
}
