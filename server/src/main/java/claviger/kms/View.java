package claviger.kms;

import claviger.call.Change;
import claviger.call.Noun;
import claviger.call.RowId;
import claviger.custody.Domain;
import claviger.custody.DomainKey;
import claviger.iam.AccessKey;
import claviger.iam.Account;
import claviger.iam.Arned;
import claviger.iam.Directory;
import claviger.iam.Identities;
import claviger.iam.Named;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/// The state as of one change number. Immutable: everything that one request does is decided on one view.
public final class View implements Directory {

    /// The state before the first change.
    public static final View EMPTY = new View(
            0,
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            TreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty(),
            HashTreePMap.empty());

    /// Before every row.
    private static final RowId NO_ROW = new RowId(RowId.Table.KMS_KEY, "", "", "");

    private final long changeNumber;
    private final HashPMap<String, Account> accounts;
    private final HashPMap<String, AccessKey> accessKeys;
    /// The keys of each domain in the order of their versions.
    private final HashPMap<Domain, List<DomainKey>> domainKeys;
    private final HashPMap<Domain, RegionalKeys> regions;
    /// Keys, and material that expires.
    private final TreePMap<Due, Noun> due;
    /// Multi-Region keys by account and id, each with its related keys by Region.
    private final HashPMap<String, TreePMap<String, Key>> related;
    /// By Region alone: whoever may retire grants finds them on the keys of all accounts.
    private final HashPMap<String, Grants> grants;
    /// By account.
    private final HashPMap<String, Identities> identities;

    private View(
            long changeNumber,
            HashPMap<String, Account> accounts,
            HashPMap<String, AccessKey> accessKeys,
            HashPMap<Domain, List<DomainKey>> domainKeys,
            HashPMap<Domain, RegionalKeys> regions,
            TreePMap<Due, Noun> due,
            HashPMap<String, TreePMap<String, Key>> related,
            HashPMap<String, Grants> grants,
            HashPMap<String, Identities> identities) {
        this.changeNumber = changeNumber;
        this.accounts = accounts;
        this.accessKeys = accessKeys;
        this.domainKeys = domainKeys;
        this.regions = regions;
        this.due = due;
        this.related = related;
        this.grants = grants;
        this.identities = identities;
    }

    /// When something is due with a key or its material.
    record Due(Instant at, RowId row) implements Comparable<Due> {

        private static final Comparator<Due> ORDER = Comparator.comparing(Due::at)
                .thenComparing(due -> due.row().table())
                .thenComparing(due -> due.row().account())
                .thenComparing(due -> due.row().region())
                .thenComparing(due -> due.row().id());

        static @Nullable Due of(@Nullable Noun noun) {
            var at = switch (noun) {
                case Key key -> key.due();
                case KeyMaterial material when material.sealed() != null -> material.validTo();
                case null, default -> null;
            };
            return noun == null || at == null ? null : new Due(at, noun.rowId());
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

    /// The ids of the accounts that are there, or, in development, that have anything; in order.
    public SortedSet<String> accountIds() {
        var ids = new TreeSet<>(accounts.keySet());
        ids.addAll(identities.keySet());
        regions.keySet().forEach(domain -> ids.add(domain.account()));
        return ids;
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

    /// The grants in a Region, on the keys of all accounts.
    public Grants grants(String region) {
        return grants.getOrDefault(region, Grants.NONE);
    }

    /// What the account has in IAM; empty, not absent, if it never had anything.
    public Identities identities(String account) {
        return identities.getOrDefault(account, Identities.NONE);
    }

    /// In development, where no account is made, every one is there.
    @Override
    public boolean hasAccount(String account) {
        return accounts.isEmpty() || accounts.containsKey(account);
    }

    @Override
    public boolean hasRole(String account, String name) {
        var role = identities(account).roles().named(name);
        return role != null && role.name().equals(name);
    }

    @Override
    public @Nullable String uniqueId(String arn) {
        var parts = arn.split(":", 6);
        if (parts.length != 6 || !parts[2].equals("iam")) {
            return null;
        }
        var found = identities(parts[4]).withArn(arn);
        return found == null ? null : found.id();
    }

    @Override
    public @Nullable String arn(String uniqueId) {
        for (var each : identities.values()) {
            var found = each.withId(uniqueId);
            if (found != null) {
                return found.arn();
            }
        }
        return null;
    }

    /// Whether something that is put has a twin here: another that serves for it, or has its
    /// name, under another id.
    public boolean hasTwinOf(Noun noun) {
        return switch (noun) {
            case Grant grant -> grants(grant.region()).hasTwinOf(grant);
            case Named named -> identities(named.account()).hasTwinOf(named);
            default -> false;
        };
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

    /// All that was read at the start.
    ///
    /// @param nouns each once
    public static View of(Collection<Noun> nouns, long changeNumber) {
        var others = EMPTY;
        var regions = new HashMap<Domain, RegionalKeys.Gathered>();
        for (var noun : nouns) {
            var isRegional = noun instanceof Key || noun instanceof KeyMaterial || noun instanceof Alias;
            if (isRegional) {
                regions.computeIfAbsent(domain(noun), _ -> new RegionalKeys.Gathered())
                        .add(noun);
            }
            // Little is planned or related.
            var isRelated = noun instanceof Key key && key.multiRegion() != null;
            if (!isRegional || isRelated || Due.of(noun) != null) {
                others = others.with(noun);
            }
        }
        HashPMap<Domain, RegionalKeys> gathered = HashTreePMap.empty();
        for (var region : regions.entrySet()) {
            gathered = gathered.plus(region.getKey(), region.getValue().regionalKeys());
        }
        return new View(
                changeNumber,
                others.accounts,
                others.accessKeys,
                others.domainKeys,
                gathered,
                others.due,
                others.related,
                others.grants,
                others.identities);
    }

    /// This view with one more noun, under the same change number.
    public View with(Noun noun) {
        return switch (noun) {
            case Account it ->
                new View(
                        changeNumber,
                        accounts.plus(it.id(), it),
                        accessKeys,
                        domainKeys,
                        regions,
                        due,
                        related,
                        grants,
                        identities);
            case AccessKey it ->
                new View(
                        changeNumber,
                        accounts,
                        accessKeys.plus(it.id(), it),
                        domainKeys,
                        regions,
                        due,
                        related,
                        grants,
                        identitiesWith(it));
            case Named _, Arned _ ->
                new View(
                        changeNumber,
                        accounts,
                        accessKeys,
                        domainKeys,
                        regions,
                        due,
                        related,
                        grants,
                        identitiesWith(noun));
            case DomainKey it ->
                new View(
                        changeNumber,
                        accounts,
                        accessKeys,
                        withDomainKey(it),
                        regions,
                        due,
                        related,
                        grants,
                        identities);
            case Grant it -> with(it.region(), grants(it.region()).with(it));
            default -> {
                var domain = domain(noun);
                var region = regions.getOrDefault(domain, RegionalKeys.NONE).with(noun);
                yield new View(
                        changeNumber,
                        accounts,
                        accessKeys,
                        domainKeys,
                        regions.plus(domain, region),
                        planned(noun),
                        relatedWith(noun),
                        grants,
                        identities);
            }
        };
    }

    private View at(long number) {
        return new View(number, accounts, accessKeys, domainKeys, regions, due, related, grants, identities);
    }

    private View without(Noun noun) {
        return switch (noun) {
            case Account it ->
                new View(
                        changeNumber,
                        accounts.minus(it.id()),
                        accessKeys,
                        domainKeys,
                        regions,
                        due,
                        related,
                        grants,
                        identities);
            case AccessKey it ->
                new View(
                        changeNumber,
                        accounts,
                        accessKeys.minus(it.id()),
                        domainKeys,
                        regions,
                        due,
                        related,
                        grants,
                        identitiesWithout(it));
            case Named _, Arned _ ->
                new View(
                        changeNumber,
                        accounts,
                        accessKeys,
                        domainKeys,
                        regions,
                        due,
                        related,
                        grants,
                        identitiesWithout(noun));
            case DomainKey it -> throw new IllegalArgumentException("a domain key is never removed: " + it.rowId());
            case Grant it -> with(it.region(), grants(it.region()).without(it));
            default -> {
                var domain = domain(noun);
                var region = regions.getOrDefault(domain, RegionalKeys.NONE).without(noun);
                yield new View(
                        changeNumber,
                        accounts,
                        accessKeys,
                        domainKeys,
                        regions.plus(domain, region),
                        unplanned(noun),
                        relatedWithout(noun),
                        grants,
                        identities);
            }
        };
    }

    /// The multi-Region keys that share this id, by Region; empty for a key of one Region.
    public NavigableMap<String, Key> related(Key key) {
        return related.getOrDefault(group(key), TreePMap.empty());
    }

    /// Whether an account has a multi-Region key with this id in any Region.
    public boolean hasMultiRegionKey(String account, String id) {
        return related.containsKey(account + "/" + id);
    }

    /// The key with those that are related to it: itself alone if it is a key of one Region.
    Collection<Key> withRelated(Key key) {
        return key.multiRegion() == null ? List.of(key) : related(key).values();
    }

    /// Whether the key of the material and all that are related to it have it. What was imported for a rotation of
    /// multi-Region keys is used in all Regions, or in none.
    boolean isEverywhere(KeyMaterial material, Instant now) {
        var key = in(material.account(), material.region()).key(material.keyId());
        return key != null
                && withRelated(key).stream()
                        .map(each -> in(each.account(), each.region()).material(each.id(), material.id()))
                        .allMatch(there -> there != null && there.isThere(now));
    }

    private HashPMap<String, TreePMap<String, Key>> relatedWith(Noun noun) {
        if (!(noun instanceof Key key) || key.multiRegion() == null) {
            return related;
        }
        var group = related.getOrDefault(group(key), TreePMap.<String, Key>empty());
        return related.plus(group(key), group.plus(key.region(), key));
    }

    private HashPMap<String, TreePMap<String, Key>> relatedWithout(Noun noun) {
        if (!(noun instanceof Key key) || key.multiRegion() == null) {
            return related;
        }
        var rest =
                related.getOrDefault(group(key), TreePMap.<String, Key>empty()).minus(key.region());
        return rest.isEmpty() ? related.minus(group(key)) : related.plus(group(key), rest);
    }

    private static String group(Key key) {
        return key.account() + "/" + key.id();
    }

    /// The keys that something is due with by a time, and the material that has expired, in the order of that.
    Collection<Noun> due(Instant by) {
        var end = by.plusNanos(1);
        return due.headMap(new Due(end, NO_ROW)).values();
    }

    /// Whether something will be due with any key.
    public boolean isAnythingPlanned() {
        return !due.isEmpty();
    }

    private TreePMap<Due, Noun> planned(Noun noun) {
        var others = unplanned(noun);
        var next = Due.of(noun);
        return next == null ? others : others.plus(next, noun);
    }

    private TreePMap<Due, Noun> unplanned(Noun noun) {
        var old = switch (noun) {
            case Key key -> in(key.account(), key.region()).key(key.id());
            case KeyMaterial material ->
                in(material.account(), material.region()).material(material.keyId(), material.id());
            default -> null;
        };
        var planned = Due.of(old);
        return planned == null ? due : due.minus(planned);
    }

    private View with(String region, Grants changed) {
        return new View(
                changeNumber,
                accounts,
                accessKeys,
                domainKeys,
                regions,
                due,
                related,
                grants.plus(region, changed),
                identities);
    }

    private HashPMap<String, Identities> identitiesWith(Noun noun) {
        var account = noun.rowId().account();
        return identities.plus(account, identities(account).with(noun));
    }

    private HashPMap<String, Identities> identitiesWithout(Noun noun) {
        var account = noun.rowId().account();
        return identities.plus(account, identities(account).without(noun));
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
