package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.ScaleTest.Measured;
import claviger.call.Change;
import claviger.kms.Store;
import claviger.store.Population;
import claviger.trail.ServiceEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lists that are too long for a page.
class PagesTest {

    private static final String ACCOUNT = "000000000000";
    private static final String REGION = "us-east-1";
    private static final int KEYS = 100_000;
    private static final int GRANTS = 10_000;
    private static final long SEED = 42;

    @TempDir
    Path folder;

    private TestClaviger claviger;
    private Store store;
    private Population population;
    private volatile boolean stopping;

    @BeforeEach
    void start() {
        claviger = TestClaviger.start(folder);
        store = claviger.server.vault().store();
        population = new Population(store, claviger.server.vault().custody());
    }

    @AfterEach
    void close() {
        claviger.close();
    }

    /// Keys and aliases have the numbers up to `KEYS`, and grants on the first key those up to `GRANTS`.
    private static final List<Listing> LISTINGS = List.of(
            new Listing("ListKeys", "", 1000, "/Keys", "/KeyId", KEYS, Population::keyId),
            new Listing("ListAliases", "", 100, "/Aliases", "/AliasName", KEYS, n -> "alias/" + n),
            new Listing(
                    "ListGrants",
                    ",\"KeyId\":\"" + Population.keyId(0) + "\"",
                    100,
                    "/Grants",
                    "/GrantId",
                    GRANTS,
                    "%064x"::formatted));

    private record Listing(
            String operation,
            String members,
            int longestPage,
            String items,
            String id,
            int count,
            IntFunction<String> idOf) {

        String body(int limit, String marker) {
            return "{\"Limit\":" + limit + members + (marker == null ? "" : ",\"Marker\":\"" + marker + "\"") + "}";
        }

        Set<String> ofThoseThatStay() {
            return IntStream.range(0, count)
                    .filter(n -> !comesAndGoes(n))
                    .mapToObj(idOf)
                    .collect(Collectors.toCollection(HashSet::new));
        }
    }

    private static boolean comesAndGoes(int n) {
        return n % 10 == 7;
    }

    @Test
    void everything_is_listed_once_while_other_things_come_and_go_at_a_cost_per_page_that_does_not_grow()
            throws Exception {
        fill(0, 100, 100);
        var few =
                LISTINGS.stream().map(list -> cost(list, pageThrough(list, 10))).toList();
        fill(100, KEYS, GRANTS);

        var changes = new AtomicInteger();
        var changer = Thread.ofPlatform().start(() -> comeAndGo(changes));
        var paged = new ArrayList<Paged>();
        for (var list : LISTINGS) {
            var before = changes.get();
            paged.add(pageThrough(list, list.longestPage));
            assertThat(changes.get()).as("changes during %s", list.operation).isGreaterThan(before + 10);
        }
        stopping = true;
        changer.join();

        for (var i = 0; i < LISTINGS.size(); i++) {
            var list = LISTINGS.get(i);
            var missed = list.ofThoseThatStay();
            missed.removeAll(paged.get(i).seen);
            assertThat(missed).as(list.operation).isEmpty();

            var before = few.get(i);
            var after = cost(list, paged.get(i));
            System.out.printf(
                    "per page of %s: %d and %d bytes%n", list.operation, before.allocated(), after.allocated());
            // Not zero: the writer tidies up once in a second, whoever asks for what.
            assertThat(after.statements()).as("statements, %s", list.operation).isLessThan(ScaleTest.FEW / 2);
            assertThat(after.allocated()).as(list.operation).isLessThan(before.allocated() * 21 / 20);
        }
    }

    private void fill(int from, int keys, int grants) {
        population.keys(ACCOUNT, REGION, from, keys - from);
        var key = store.view().in(ACCOUNT, REGION).key(Population.keyId(0));
        for (int n = from; n < grants; n += 1000) {
            commit(IntStream.range(n, Math.min(n + 1000, grants))
                    .<Change>mapToObj(each -> new Change.Put(Population.grant(key, each)))
                    .toList());
        }
    }

    /// What a page of ten in the middle costs.
    private Measured cost(Listing list, Paged paged) {
        var body = list.body(10, paged.markers.get(paged.markers.size() / 2));
        return ScaleTest.measure(claviger, ScaleTest.FEW, list.operation, body);
    }

    private record Paged(Set<String> seen, List<String> markers) {}

    private Paged pageThrough(Listing list, int limit) {
        var paged = new Paged(new HashSet<>(), new ArrayList<>());
        String marker = null;
        do {
            var page = claviger.call(list.operation, list.body(limit, marker)).json();
            for (var item : page.at(list.items)) {
                var id = item.at(list.id).asString();
                assertThat(paged.seen.add(id)).as("first sight of %s", id).isTrue();
            }
            marker = page.path("NextMarker").asString(null);
            if (marker != null) {
                paged.markers.add(marker);
            }
        } while (marker != null);
        return paged;
    }

    /// Takes things away and puts them back, each time others.
    private void comeAndGo(AtomicInteger changes) {
        var random = new Random(SEED);
        while (!stopping) {
            var n = random.nextInt(KEYS / 10) * 10 + 7;
            flipKeyAndAlias(n);
            flipGrant(n % GRANTS);
            changes.incrementAndGet();
            // Else the audit, in which every call is looked up, grows faster than it is read.
            LockSupport.parkNanos(2_000_000);
        }
    }

    private void flipKeyAndAlias(int n) {
        var all = store.view().in(ACCOUNT, REGION);
        var key = all.key(Population.keyId(n));
        if (key == null) {
            population.keys(ACCOUNT, REGION, n, 1);
        } else {
            commit(List.of(
                    new Change.Remove(key),
                    new Change.Remove(all.material(key.id(), key.currentMaterialId())),
                    new Change.Remove(all.alias("alias/" + n))));
        }
    }

    private void flipGrant(int n) {
        var view = store.view();
        var key = view.in(ACCOUNT, REGION).key(Population.keyId(0));
        var grant = view.grants(REGION).find(ACCOUNT, key.id(), "%064x".formatted(n));
        commit(List.of(grant == null ? new Change.Put(Population.grant(key, n)) : new Change.Remove(grant)));
    }

    private void commit(List<Change> changes) {
        store.commit(changes, ServiceEvent.ofInstallation("Test", Instant.now()).toBytes());
    }
}
