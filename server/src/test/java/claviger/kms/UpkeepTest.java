package claviger.kms;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.call.Change;
import claviger.call.RowId;
import claviger.crypto.Blob;
import claviger.crypto.Randomness;
import claviger.custody.Custody;
import claviger.custody.Domain;
import claviger.custody.FileRootKey;
import claviger.store.Population;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What becomes due, and what must wait although the clock says that it is.
class UpkeepTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration SERVED = Duration.ofDays(100);

    private final Randomness random = new Randomness(new SecureRandom());
    private final Custody custody = new Custody(FileRootKey.ephemeral(random), random);
    private final Upkeep upkeep = new Upkeep(new NewMaterial(custody, random, new KeyPairs(random, new SlowWork())));
    private final View empty = View.EMPTY.with(custody.create(new Domain("111122223333", "us-east-1")));

    @Test
    void a_clock_that_jumps_deletes_nothing_that_has_not_been_served() {
        var view = empty.with(key("a").pendingDeletion(7, START, SERVED));
        var farAhead = START.plus(Duration.ofDays(400));

        assertThat(upkeep.first(view, farAhead, SERVED)).isEmpty();
        assertThat(upkeep.first(view, farAhead, SERVED.plusDays(7).minusNanos(1)))
                .isEmpty();
        assertThat(upkeep.first(view, farAhead, SERVED.plusDays(7))).get().satisfies(task -> {
            assertThat(task.event()).isEqualTo("DeleteKey");
            assertThat(task.changes()).hasSize(1);
        });
    }

    @Test
    void a_clock_that_stands_back_deletes_nothing_either() {
        var view = empty.with(key("a").pendingDeletion(7, START, SERVED));
        assertThat(upkeep.first(view, START.plus(Duration.ofDays(7)).minusNanos(1), SERVED.plusDays(50)))
                .isEmpty();
    }

    @Test
    void a_clock_that_jumps_destroys_no_imported_material_that_has_not_been_served_but_it_is_not_used() {
        var key = key("a");
        var expiry = new KeyMaterial.Expiry(START.plus(Duration.ofDays(9)), SERVED.plusDays(9));
        var material = new KeyMaterial(
                key.account(),
                key.region(),
                key.id(),
                "m",
                null,
                new KeyMaterial.Imported(true, null, expiry),
                1,
                Blob.copyOf(new byte[] {1}),
                1);
        var holding = key.holding("m", List.of(material), START);
        // As it is changed while serving, and as it is loaded at the start.
        for (var view : List.of(empty.with(holding).with(material), View.of(List.of(holding, material), 1))) {
            var over = START.plus(Duration.ofDays(9));
            assertThat(upkeep.first(view, over.minusNanos(1), SERVED.plusDays(50)))
                    .isEmpty();
            assertThat(holding.stateAt(over.minusNanos(1))).isEqualTo(KeyState.ENABLED);
            assertThat(holding.stateAt(over)).isEqualTo(KeyState.PENDING_IMPORT);
            assertThat(upkeep.first(view, over, SERVED.plusDays(9).minusNanos(1)))
                    .isEmpty();
            var task = upkeep.first(view, over, SERVED.plusDays(9)).orElseThrow();
            assertThat(task.event()).isEqualTo("DeleteExpiredKeyMaterial");
            var left =
                    view.after(task.changes()).in(key.account(), key.region()).material(key.id(), "m");
            assertThat(left).isNotNull().extracting(KeyMaterial::sealed).isNull();
        }
    }

    @Test
    void a_key_that_was_changed_while_the_clock_was_ahead_is_usable_when_it_is_back() {
        var key = key("a");
        var expiry = new KeyMaterial.Expiry(START.plus(Duration.ofDays(9)), SERVED.plusDays(9));
        var material = new KeyMaterial(
                key.account(),
                key.region(),
                key.id(),
                "m",
                null,
                new KeyMaterial.Imported(true, null, expiry),
                1,
                Blob.copyOf(new byte[] {1}),
                1);
        var ahead = START.plus(Duration.ofDays(400));
        var changed = key.holding("m", List.of(material), START).holding("m", List.of(material), ahead);
        assertThat(changed.stateAt(ahead)).isEqualTo(KeyState.PENDING_IMPORT);
        assertThat(changed.stateAt(START)).isEqualTo(KeyState.ENABLED);
    }

    @Test
    void what_must_wait_does_not_hold_up_what_is_due_after_it() {
        var rotating = key("b").rotating(Rotation.NONE.every(90, START));
        var view = empty.with(key("a").pendingDeletion(7, START, SERVED)).with(rotating);
        assertThat(upkeep.first(view, START.plus(Duration.ofDays(91)), SERVED))
                .get()
                .satisfies(task -> assertThat(task.key()).isEqualTo(rotating));
    }

    @Test
    void a_rotation_that_is_years_late_is_made_up_for_once_and_keeps_its_rhythm() {
        var view = empty.with(key("a").rotating(Rotation.NONE.every(90, START)));
        var late = START.plus(Duration.ofDays(90 * 7 + 1));
        var task = upkeep.first(view, late, SERVED).orElseThrow();
        var after = view.after(task.changes());

        var owned = after.in("111122223333", "us-east-1");
        var key = Objects.requireNonNull(owned.key("a"));
        assertThat(key.rotation().next()).isEqualTo(START.plus(Duration.ofDays(90 * 8)));
        assertThat(owned.materialsOf("a")).hasSize(1);
        assertThat(upkeep.first(after, late, SERVED)).isEmpty();
    }

    @Test
    void a_key_takes_its_material_aliases_and_grants_along_and_nobody_elses() {
        var doomed = key("a").pendingDeletion(7, START, SERVED);
        var view = empty;
        for (var key : List.of(doomed, key("b"))) {
            var sealed = Blob.copyOf(new byte[] {1});
            view = view.with(key)
                    .with(new KeyMaterial(key.account(), key.region(), key.id(), "m", null, null, 1, sealed, 1))
                    .with(new Alias(key.account(), key.region(), "alias/" + key.id(), key.id(), START, START, 1))
                    .with(Population.grant(key, 1));
        }
        var task = upkeep.first(view, START.plus(Duration.ofDays(7)), SERVED.plusDays(7))
                .orElseThrow();
        assertThat(task.changes())
                .allMatch(Change.Remove.class::isInstance)
                .extracting(change -> change.noun().rowId().table())
                .containsExactlyInAnyOrder(
                        RowId.Table.KMS_KEY, RowId.Table.KEY_MATERIAL, RowId.Table.ALIAS, RowId.Table.KMS_GRANT);
        var after = view.after(task.changes());
        assertThat(after.grants("us-east-1").on(doomed)).isEmpty();
        assertThat(after.grants("us-east-1").on(key("b"))).hasSize(1);
        assertThat(after.in("111122223333", "us-east-1").aliases()).containsOnlyKeys("alias/b");
    }

    @Test
    void nothing_stays_planned_for_a_key_that_is_gone_or_saved() {
        var pending = key("a").pendingDeletion(7, START, SERVED);
        var view = empty.with(pending);
        assertThat(view.isAnythingPlanned()).isTrue();
        assertThat(view.after(List.of(new Change.Put(pending.saved(List.of())))).isAnythingPlanned())
                .isFalse();
        assertThat(view.after(List.of(new Change.Remove(pending))).isAnythingPlanned())
                .isFalse();
    }

    @Test
    void whoever_decides_on_a_primary_while_its_replica_is_deleted_decides_anew() {
        var primary = related("us-east-1", MultiRegionKeyType.PRIMARY);
        var replica = related("eu-west-1", MultiRegionKeyType.REPLICA).pendingDeletion(7, START, SERVED);
        var view = empty.with(primary).with(replica);
        var task = upkeep.first(view, START.plus(Duration.ofDays(7)), SERVED.plusDays(7))
                .orElseThrow();

        // Else a deletion of the primary, scheduled just now because of this replica, would wait for it for ever.
        var after = Objects.requireNonNull(
                view.after(task.changes()).in("111122223333", "us-east-1").key("a"));
        assertThat(after.version()).isGreaterThan(primary.version());
        assertThat(after.state()).isEqualTo(KeyState.ENABLED);
    }

    @Test
    void the_window_of_a_primary_begins_when_its_last_replica_has_gone() {
        var primary = related("us-east-1", MultiRegionKeyType.PRIMARY).pendingReplicaDeletion(9, SERVED);
        var first = related("eu-west-1", MultiRegionKeyType.REPLICA).pendingDeletion(7, START, SERVED);
        var last = related("eu-west-2", MultiRegionKeyType.REPLICA).pendingDeletion(8, START, SERVED);
        var view = empty.with(primary).with(first).with(last);
        var now = START.plus(Duration.ofDays(8));

        var oneLeft = view.after(
                upkeep.first(view, now, SERVED.plusDays(8)).orElseThrow().changes());
        assertThat(primaryOf(oneLeft).state()).isEqualTo(KeyState.PENDING_REPLICA_DELETION);

        var noneLeft = oneLeft.after(
                upkeep.first(oneLeft, now, SERVED.plusDays(8)).orElseThrow().changes());
        assertThat(primaryOf(noneLeft).state()).isEqualTo(KeyState.PENDING_DELETION);
        assertThat(primaryOf(noneLeft).deletion())
                .isEqualTo(new Deletion(9, now.plus(Duration.ofDays(9)), SERVED.plusDays(8)));
    }

    private static Key primaryOf(View view) {
        return Objects.requireNonNull(view.in("111122223333", "us-east-1").key("a"));
    }

    private static Key related(String region, MultiRegionKeyType type) {
        return key("a", region, type);
    }

    private static Key key(String id) {
        return key(id, "us-east-1", null);
    }

    private static Key key(String id, String region, @Nullable MultiRegionKeyType multiRegion) {
        return new Key(
                "111122223333",
                region,
                id,
                KeySpec.SYMMETRIC_DEFAULT,
                KeyUsageType.ENCRYPT_DECRYPT,
                OriginType.AWS_KMS,
                KeyManagerType.CUSTOMER,
                KeyState.ENABLED,
                "",
                "{}",
                Map.of(),
                null,
                Rotation.NONE,
                multiRegion,
                null,
                null,
                START,
                1);
    }
}
