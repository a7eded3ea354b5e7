package claviger.kms;

import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashPMap;
import org.pcollections.HashTreePMap;
import org.pcollections.TreePMap;

/// The grants in one Region on the keys of all accounts, found by key, grantee, name and who may retire
/// them in a time that hardly depends on how many there are. Immutable; changes make it anew and share
/// what they did not touch.
public final class Grants {

    static final Grants NONE = new Grants(Index.empty(), Index.empty(), Index.empty(), Index.empty());

    private final Index<OfKey> byKey;
    private final Index<Named> byGrantee;
    private final Index<Named> byName;
    private final Index<String> byRetirer;

    private Grants(Index<OfKey> byKey, Index<Named> byGrantee, Index<Named> byName, Index<String> byRetirer) {
        this.byKey = byKey;
        this.byGrantee = byGrantee;
        this.byName = byName;
        this.byRetirer = byRetirer;
    }

    /// @param account of the key
    public @Nullable Grant find(String account, String keyId, String grantId) {
        return byKey.at(new OfKey(account, keyId)).get(grantId);
    }

    /// The grants on a key, by their ids.
    public NavigableMap<String, Grant> on(Key key) {
        return byKey.at(OfKey.of(key));
    }

    /// The grants on a key that permit one principal something, by their ids.
    ///
    /// @param grantee as the grants name it
    public NavigableMap<String, Grant> onFor(Key key, String grantee) {
        return byGrantee.at(new Named(OfKey.of(key), grantee));
    }

    /// The grants on a key with one name, which need not be one, by their ids.
    public NavigableMap<String, Grant> onNamed(Key key, String name) {
        return byName.at(new Named(OfKey.of(key), name));
    }

    /// The grants that name a principal to retire them, by account, key and id.
    public NavigableMap<String, Grant> retirableBy(String principal) {
        return byRetirer.at(principal);
    }

    /// Whether there is another grant that this one, which is new, would have been answered with.
    boolean hasTwinOf(Grant grant) {
        var name = grant.terms().name();
        return name != null
                && byName.at(new Named(OfKey.of(grant), name)).values().stream()
                        .anyMatch(other ->
                                !other.id().equals(grant.id()) && other.answers(grant.terms(), grant.issuer()));
    }

    Grants with(Grant grant) {
        var key = OfKey.of(grant);
        var name = grant.terms().name();
        var retirer = grant.terms().retirer();
        return new Grants(
                byKey.with(key, grant.id(), grant),
                byGrantee.with(new Named(key, grant.terms().grantee()), grant.id(), grant),
                name == null ? byName : byName.with(new Named(key, name), grant.id(), grant),
                retirer == null ? byRetirer : byRetirer.with(retirer, place(grant), grant));
    }

    Grants without(Grant grant) {
        var key = OfKey.of(grant);
        var name = grant.terms().name();
        var retirer = grant.terms().retirer();
        return new Grants(
                byKey.without(key, grant.id()),
                byGrantee.without(new Named(key, grant.terms().grantee()), grant.id()),
                name == null ? byName : byName.without(new Named(key, name), grant.id()),
                retirer == null ? byRetirer : byRetirer.without(retirer, place(grant)));
    }

    private static String place(Grant grant) {
        return grant.account() + "/" + grant.keyId() + "/" + grant.id();
    }

    private record OfKey(String account, String keyId) {
        static OfKey of(Key key) {
            return new OfKey(key.account(), key.id());
        }

        static OfKey of(Grant grant) {
            return new OfKey(grant.account(), grant.keyId());
        }
    }

    /// Something that is called so, on a key.
    private record Named(OfKey key, String name) {}

    /// Ordered grants for each of what they are found by.
    private record Index<K>(HashPMap<K, TreePMap<String, Grant>> grants) {

        static <K> Index<K> empty() {
            return new Index<>(HashTreePMap.empty());
        }

        TreePMap<String, Grant> at(K key) {
            return grants.getOrDefault(key, TreePMap.empty());
        }

        Index<K> with(K key, String id, Grant grant) {
            return new Index<>(grants.plus(key, at(key).plus(id, grant)));
        }

        Index<K> without(K key, String id) {
            var left = at(key).minus(id);
            return new Index<>(left.isEmpty() ? grants.minus(key) : grants.plus(key, left));
        }
    }
}
