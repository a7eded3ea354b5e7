package claviger.kms;

import claviger.call.Change;
import claviger.call.Noun;
import claviger.call.RowId;
import claviger.custody.Domain;
import claviger.custody.DomainKey;
import claviger.iam.AccessKey;
import claviger.iam.Account;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/// The state as of one change number. Immutable: everything that one request does is decided on one view.
public final class View {

    /// The state before the first change.
    public static final View EMPTY = new View(
            0,
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            TreePMap.empty());

    /// Before every row.
    private static final RowId NO_ROW = new RowId(RowId.Table.KMS_KEY, "", "", "");

    private final long changeNumber;
    private final HashPMap<String, Account> accounts;
    private final HashPMap<String, AccessKey> accessKeys;
    /// The keys of each domain in the order of their versions.
    private final HashPMap<Domain, List<DomainKey>> domainKeys;
    private final HashPMap<Domain, RegionalKeys> regions;
    private final TreePMap<Due, Key> due;

    private View(
            long changeNumber,
            HashPMap<String, Account> accounts,
            HashPMap<String, AccessKey> accessKeys,
            HashPMap<Domain, List<DomainKey>> domainKeys,
            HashPMap<Domain, RegionalKeys> regions,
            TreePMap<Due, Key> due) {
        this.changeNumber = changeNumber;
        this.accounts = accounts;
        this.accessKeys = accessKeys;
        this.domainKeys = domainKeys;
        this.regions = regions;
        this.due = due;
    }

    /// When something is due with a key.
    record Due(Instant at, RowId key) implements Comparable<Due> {

        private static final Comparator<Due> ORDER = Comparator.comparing(Due::at)
                .thenComparing(due -> due.key().account())
                .thenComparing(due -> due.key().region())
                .thenComparing(due -> due.key().id());

        static @Nullable Due of(Key key) {
            var at = key.due();
            return at == null ? null : new Due(at, key.rowId());
        }

        @Override
        public int compareTo(Due other) {
            return ORDER.compare(this, other);
        }
    }

    /// How many changes have been committed: gap-free, from 0.
    public long changeNumber() {
        return changeNumber;
    }

    public @Nullable Account account(String id) {
        return accounts.get(id);
    }

    public Collection<Account> accounts() {
        return accounts.values();
    }

    public @Nullable AccessKey accessKey(String id) {
        return accessKeys.get(id);
    }

    /// The domain's keys in the order of their versions, the last of which seals; empty if it has none yet.
    public List<DomainKey> domainKeys(Domain domain) {
        return domainKeys.getOrDefault(domain, List.of());
    }

    /// What the account has in the Region; empty, not absent, if it never had anything.
    public RegionalKeys in(String account, String region) {
        return regions.getOrDefault(new Domain(account, region), RegionalKeys.NONE);
    }

    /// This view after one more change.
    public View after(List<Change> changes) {
        var view = this;
        for (var change : changes) {
            view = switch (change) {
                case Change.Put(var noun) -> view.with(noun);
                case Change.Remove(var noun) -> view.without(noun);
                case Change.Unchanged _ -> view;
            };
        }
        return view.at(changeNumber + 1);
    }

    /// This view with one more noun, under the same change number: for loading.
    public View with(Noun noun) {
        return switch (noun) {
            case Account it -> new View(changeNumber, accounts.plus(it.id(), it), accessKeys, domainKeys, regions, due);
            case AccessKey it ->
                new View(changeNumber, accounts, accessKeys.plus(it.id(), it), domainKeys, regions, due);
            case DomainKey it -> new View(changeNumber, accounts, accessKeys, withDomainKey(it), regions, due);
            default -> {
                var domain = domain(noun);
                var region = regions.getOrDefault(domain, RegionalKeys.NONE).with(noun);
                var plan = planned(noun);
                yield new View(changeNumber, accounts, accessKeys, domainKeys, regions.plus(domain, region), plan);
            }
        };
    }

    /// The same nouns under another change number: for loading.
    public View at(long number) {
        return new View(number, accounts, accessKeys, domainKeys, regions, due);
    }

    private View without(Noun noun) {
        return switch (noun) {
            case Account it -> new View(changeNumber, accounts.minus(it.id()), accessKeys, domainKeys, regions, due);
            case AccessKey it -> new View(changeNumber, accounts, accessKeys.minus(it.id()), domainKeys, regions, due);
            case DomainKey it -> throw new IllegalArgumentException("a domain key is never removed: " + it.rowId());
            default -> {
                var domain = domain(noun);
                var region = regions.getOrDefault(domain, RegionalKeys.NONE).without(noun);
                var plan = unplanned(noun);
                yield new View(changeNumber, accounts, accessKeys, domainKeys, regions.plus(domain, region), plan);
            }
        };
    }

    /// The keys that something is due with by a time, in the order in which it is.
    Collection<Key> due(Instant by) {
        var end = by.plusNanos(1);
        return due.headMap(new Due(end, NO_ROW)).values();
    }

    /// Whether something will be due with any key.
    public boolean isAnythingPlanned() {
        return !due.isEmpty();
    }

    private TreePMap<Due, Key> planned(Noun noun) {
        var others = unplanned(noun);
        var next = noun instanceof Key key ? Due.of(key) : null;
        return next == null ? others : others.plus(next, (Key) noun);
    }

    private TreePMap<Due, Key> unplanned(Noun noun) {
        var old = noun instanceof Key key ? in(key.account(), key.region()).key(key.id()) : null;
        var planned = old == null ? null : Due.of(old);
        return planned == null ? due : due.minus(planned);
    }

    private HashPMap<Domain, List<DomainKey>> withDomainKey(DomainKey key) {
        var all = new java.util.ArrayList<>(domainKeys(key.domain()));
        all.removeIf(other -> other.keyVersion() == key.keyVersion());
        all.add(key);
        all.sort(java.util.Comparator.comparingInt(DomainKey::keyVersion));
        return domainKeys.plus(key.domain(), List.copyOf(all));
    }

    private static Domain domain(Noun noun) {
        return new Domain(noun.rowId().account(), noun.rowId().region());
    }
}
