package claviger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claviger.call.AuditTrail;
import claviger.call.Change;
import claviger.custody.Domain;
import claviger.kms.Store;
import claviger.kms.View;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every store does, wherever it keeps the state.
abstract class StoreContract {

    static final String ACCOUNT = "111122223333";
    static final String REGION = "eu-west-1";

    Deployment deployment = Deployment.at(new Place.Memory());
    SqliteStore store = deployment.create();

    abstract Place place();

    @BeforeEach
    void create() {
        store.close();
        deployment = Deployment.at(place());
        store = deployment.create();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_new_store_holds_the_domain_key_of_the_installation_as_its_first_change() {
        assertThat(store.view().changeNumber()).isEqualTo(1);
        assertThat(store.view().domainKeys(Domain.INSTALLATION)).hasSize(1);
        assertThat(deployment.trail().taken())
                .containsExactly(new TestTrail.Entry(1, "{\"eventName\":\"Initialise\"}"));
        assertThat(store.healthy()).isTrue();
    }

    @Test
    void a_commit_is_in_the_next_view_and_its_record_in_the_trail() {
        populated().keys(ACCOUNT, REGION, 0, 3);

        var keys = store.view().in(ACCOUNT, REGION);
        assertThat(keys.keys()).hasSize(3).containsValue(Population.key(ACCOUNT, REGION, 2));
        assertThat(keys.alias("alias/1")).isEqualTo(Population.alias(Population.key(ACCOUNT, REGION, 1), "alias/1"));
        assertThat(store.view().changeNumber()).isEqualTo(3);
        assertThat(deployment.trail().taken())
                .extracting(TestTrail.Entry::changeNumber)
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_grant_that_another_serves_for_already_conflicts() {
        populated().keys(ACCOUNT, REGION, 0, 1);
        var key = Population.key(ACCOUNT, REGION, 0);
        var named = Population.grant(key, 0);
        var nameless = Population.grant(key, 1);
        put(named);
        put(nameless);

        assertConflict(new Change.Put(Population.withId(named, 7)));
        put(Population.withId(nameless, 8));
        commit(new Change.Remove(named));
        put(Population.withId(named, 7));
        assertThat(store.view().grants(REGION).on(key)).hasSize(3);
    }

    @Test
    void a_change_decided_on_an_older_version_conflicts_and_changes_nothing() {
        populated().keys(ACCOUNT, REGION, 0, 2);
        var seen = store.view();
        var key = Population.key(ACCOUNT, REGION, 0);
        var alias = Population.alias(key, "alias/0");
        put(key.disabled());

        assertConflict(new Change.Put(key.describedAs("late")));
        assertConflict(new Change.Put(key));
        assertConflict(new Change.Put(key.disabled().enabled().disabled()));
        assertConflict(new Change.Remove(key));
        assertConflict(new Change.Unchanged(key));
        assertConflict(new Change.Put(alias.pointingTo(key.id(), Instant.EPOCH)), new Change.Unchanged(key));
        assertConflict(new Change.Remove(Population.alias(key, "alias/absent")));
        assertThat(store.view().changeNumber()).isEqualTo(seen.changeNumber() + 1);
        assertThat(store.view().in(ACCOUNT, REGION).alias("alias/0")).isEqualTo(alias);
        assertThat(seen.in(ACCOUNT, REGION).key(key.id())).as("an old view").isEqualTo(key);
    }

    @Test
    void an_alias_that_was_made_anew_is_not_the_one_that_was_seen() {
        populated().keys(ACCOUNT, REGION, 0, 2);
        var seen = Population.alias(Population.key(ACCOUNT, REGION, 0), "alias/0");
        commit(new Change.Remove(seen));
        put(Population.alias(Population.key(ACCOUNT, REGION, 1), "alias/0"));

        assertConflict(new Change.Remove(seen));
    }

    @Test
    void an_access_key_id_is_taken_once_for_all_accounts() {
        var population = populated();
        population.commit(deployment.custody().create(Domain.global("444455556666")));
        var mine = Objects.requireNonNull(store.view().accessKey("AKIA" + ACCOUNT + "EXAMPL"));

        assertConflict(new Change.Put(new claviger.iam.AccessKey(
                mine.id(), "444455556666", true, 1, mine.sealedSecret(), mine.created(), 1)));
        assertThat(store.healthy()).isTrue();
    }

    @Test
    void a_domain_without_a_key_is_the_fault_of_who_asks() {
        assertThatThrownBy(() -> put(Population.key(ACCOUNT, REGION, 0))).isInstanceOf(IllegalArgumentException.class);
        assertThat(store.healthy()).isTrue();
    }

    @Test
    void rows_under_an_older_domain_key_stay_readable() {
        var population = populated();
        population.keys(ACCOUNT, REGION, 0, 1);
        var first = store.view().domainKeys(new Domain(ACCOUNT, REGION)).getLast();
        population.commit(deployment.custody().createAfter(first));
        population.keys(ACCOUNT, REGION, 1, 1);
        put(Population.key(ACCOUNT, REGION, 0).disabled());

        assertThat(store.view().in(ACCOUNT, REGION).keys()).hasSize(2);
        reopened();
        assertThat(store.view().in(ACCOUNT, REGION).keys()).hasSize(2);
        assertThat(store.view().domainKeys(new Domain(ACCOUNT, REGION))).hasSize(2);
    }

    @Test
    void commits_of_many_threads_are_all_made_and_recorded_in_order() throws Exception {
        populated().keys(ACCOUNT, REGION, 0, 64);
        var before = store.view().changeNumber();
        var conflicts = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = IntStream.range(0, 64)
                    .mapToObj(n -> threads.submit(() -> {
                        for (var round = 0; round < 20; round++) {
                            describe(n, n + "/" + round);
                        }
                        describeContended(conflicts);
                    }))
                    .toList();
            for (var each : done) {
                each.get();
            }
        }

        var changes = 64 * 20 + 64;
        assertThat(store.view().changeNumber()).isEqualTo(before + changes);
        assertThat(deployment.trail().taken())
                .extracting(TestTrail.Entry::changeNumber)
                .containsExactlyElementsOf(LongRange.closed(1, before + changes));
        var key = Objects.requireNonNull(store.view().in(ACCOUNT, REGION).key(Population.keyId(0)));
        assertThat(key.version()).as("no update was lost").isEqualTo(1 + 20 + 64);
        assertThat(conflicts.get()).as("the threads did meet").isPositive();
        var mark = store.mark();
        reopened();
        assertThat(store.mark()).isEqualTo(mark);
    }

    @Test
    void a_record_that_the_trail_does_not_take_fails_its_request_and_follows_later_in_order() {
        populated().keys(ACCOUNT, REGION, 0, 1);
        var key = Population.key(ACCOUNT, REGION, 0);
        deployment.trail().refuse(true);
        assertThatThrownBy(() -> put(key.disabled())).isInstanceOf(AuditTrail.AuditUnavailableException.class);
        deployment.trail().refuse(false);
        put(key.disabled().enabled());

        assertThat(deployment.trail().taken())
                .extracting(TestTrail.Entry::changeNumber)
                .containsExactlyElementsOf(LongRange.closed(1, store.view().changeNumber()));
    }

    @Test
    void the_number_of_statements_does_not_grow_with_the_number_of_keys() {
        var population = populated();
        population.keys(ACCOUNT, REGION, 0, 10);
        var few = statementsOf(() -> put(Population.key(ACCOUNT, REGION, 0).disabled()));
        population.keys(ACCOUNT, REGION, 10, 2000);
        var many = statementsOf(() -> put(Population.key(ACCOUNT, REGION, 7).disabled()));

        assertThat(many).as("statements of one commit").isEqualTo(few).isLessThanOrEqualTo(8);
        var loadOfMany = statementsOfLoad();
        assertThat(loadOfMany).as("statements of one load").isLessThanOrEqualTo(24);
    }

    abstract long statementsOfLoad();

    /// The same state from the disk, or the same store where there is none.
    void reopened() {}

    Population populated() {
        var population = new Population(store, deployment.custody());
        population.account(ACCOUNT);
        return population;
    }

    void put(claviger.call.Noun noun) {
        commit(new Change.Put(noun));
    }

    void commit(Change... changes) {
        store.commit(List.of(changes), "{\"eventName\":\"Test\"}".getBytes(StandardCharsets.UTF_8));
    }

    View view() {
        return store.view();
    }

    private void assertConflict(Change... changes) {
        assertThatThrownBy(() -> commit(changes)).isInstanceOf(Store.ConflictException.class);
    }

    private long statementsOf(Runnable work) {
        var before = store.statements();
        work.run();
        return store.statements() - before;
    }

    private void describe(int n, String description) {
        var key = Objects.requireNonNull(store.view().in(ACCOUNT, REGION).key(Population.keyId(n)));
        try {
            put(key.describedAs(description));
        } catch (Store.ConflictException e) {
            // Key 0 is also the one that all meet at.
            describe(n, description);
        }
    }

    private void describeContended(AtomicInteger conflicts) {
        while (true) {
            try {
                var key =
                        Objects.requireNonNull(store.view().in(ACCOUNT, REGION).key(Population.keyId(0)));
                put(key.describedAs("contended"));
                return;
            } catch (Store.ConflictException e) {
                conflicts.incrementAndGet();
            }
        }
    }

    static final class LongRange {
        private LongRange() {}

        static List<Long> closed(long from, long to) {
            var numbers = new ArrayList<Long>();
            for (var n = from; n <= to; n++) {
                numbers.add(n);
            }
            return numbers;
        }
    }
}
