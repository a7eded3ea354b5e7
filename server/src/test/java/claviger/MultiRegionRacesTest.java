package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever decides on a primary key because of its replicas, decides on those that it has.
class MultiRegionRacesTest {

    @TempDir
    Path folder;

    @Test
    void a_primary_that_is_replicated_and_scheduled_for_deletion_at_once_waits_for_its_replica_or_has_none()
            throws Exception {
        try (var claviger = TestClaviger.start(folder)) {
            for (int round = 0; round < 40; round++) {
                var keyId = claviger.call("CreateKey", "{\"MultiRegion\":true}")
                        .json()
                        .at("/KeyMetadata/KeyId")
                        .asString();
                var replicating = new FutureTask<>(() -> claviger.call(
                        "ReplicateKey", "{\"KeyId\":\"%s\",\"ReplicaRegion\":\"eu-west-1\"}".formatted(keyId)));
                Thread.startVirtualThread(replicating);
                claviger.call("ScheduleKeyDeletion", "{\"KeyId\":\"%s\"}".formatted(keyId));
                var isReplicated = replicating.get().status() == 200;
                var state = claviger.call("DescribeKey", "{\"KeyId\":\"%s\"}".formatted(keyId))
                        .json()
                        .at("/KeyMetadata/KeyState")
                        .asString();
                assertThat(state)
                        .as("round %d, replicated: %s", round, isReplicated)
                        .isEqualTo(isReplicated ? "PendingReplicaDeletion" : "PendingDeletion");
            }
        }
    }

    @Test
    void a_rotation_that_was_asked_for_goes_with_the_primary_region() {
        try (var claviger = TestClaviger.start(folder)) {
            var keyId = claviger.call("CreateKey", "{\"MultiRegion\":true}")
                    .json()
                    .at("/KeyMetadata/KeyId")
                    .asString();
            claviger.call("ReplicateKey", "{\"KeyId\":\"%s\",\"ReplicaRegion\":\"eu-west-1\"}".formatted(keyId));
            claviger.advance("PT0S");
            claviger.call("RotateKeyOnDemand", "{\"KeyId\":\"%s\"}".formatted(keyId));
            claviger.call("UpdatePrimaryRegion", "{\"KeyId\":\"%s\",\"PrimaryRegion\":\"eu-west-1\"}".formatted(keyId));
            claviger.advance("PT1S");
            var rotations = claviger.call(
                    "000000000000", "eu-west-1", "ListKeyRotations", "{\"KeyId\":\"%s\"}".formatted(keyId));
            assertThat(rotations.json().get("Rotations")).hasSize(1);
        }
    }
}
