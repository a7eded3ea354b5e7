package claviger.kms;

import claviger.call.AwsException;
import claviger.call.Caller;
import claviger.call.Change;
import claviger.call.Noun;
import claviger.crypto.AsymmetricPrivateKey;
import claviger.crypto.HmacKey;
import claviger.crypto.Randomness;
import claviger.custody.Domain;
import claviger.iam.Directory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What was granted, and no more: the only way for an operation to a key. Only the [Gate] makes one.
public final class Leave {

    private final Caller caller;
    private final String region;
    private final Duration served;
    private final Instant now;
    private final View view;
    private final Authority authority;
    private final @Nullable String permittingGrant;
    private final @Nullable Alias alias;
    private final List<Key> keys;
    private final @Nullable Grant grant;
    private final KeyRings rings;
    private final Set<Noun> alsoSeen = new LinkedHashSet<>();

    Leave(
            Caller caller,
            String region,
            KeyClock clock,
            View view,
            Authority authority,
            @Nullable Alias alias,
            List<Key> keys,
            @Nullable Grant grant,
            @Nullable String permittingGrant,
            KeyRings rings) {
        this.caller = caller;
        this.region = region;
        // In this order: a window that begins now is served when the clock says that it is over.
        this.served = clock.served();
        this.now = clock.instant();
        this.view = view;
        this.authority = authority;
        this.permittingGrant = permittingGrant;
        this.alias = alias;
        this.keys = keys;
        this.grant = grant;
        this.rings = rings;
    }

    /// The account that asks.
    public String account() {
        return caller.account();
    }

    /// The Region that the request was signed for.
    public String region() {
        return region;
    }

    /// The time by the server's clock, one for the whole call.
    public Instant now() {
        return now;
    }

    /// How long the installation has served.
    public Duration served() {
        return served;
    }

    View view() {
        return view;
    }

    /// Who there is.
    public Directory directory() {
        return view;
    }

    /// Whether the caller could put another policy on a key that had this one.
    boolean keepsControl(String keyArn, KeyProperties properties, String policy) {
        return authority.keepsControl(keyArn, caller.account(), properties, policy);
    }

    /// Refuses a grant that the caller may not make: whoever may make grants by a grant alone may make none that is
    /// wider.
    ///
    /// @throws AwsException AccessDeniedException
    public void requireMayMake(Grant grant, Facts facts) {
        if (permittingGrant != null && !authority.mayMakeByGrant(key(), facts, grant.asTerms())) {
            throw authority.refusal("CreateGrant", key());
        }
    }

    /// The first key that was needed.
    public Key key() {
        return keys.getFirst();
    }

    /// Every key that was needed, in the order of the [Needs].
    public List<Key> keys() {
        return keys;
    }

    /// The alias that was needed, `null` if it does not exist.
    public @Nullable Alias alias() {
        return alias;
    }

    /// The alias that was needed to exist.
    public Alias existingAlias() {
        if (alias == null) {
            throw new IllegalStateException("the call did not need an alias that exists");
        }
        return alias;
    }

    /// The grant that was needed.
    public Grant grant() {
        if (grant == null) {
            throw new IllegalStateException("the call did not need a grant");
        }
        return grant;
    }

    /// The grants on the first key that was needed, by their ids.
    public NavigableMap<String, Grant> grants() {
        return view.grants(region).on(key());
    }

    /// Those of them that permit one principal something.
    public NavigableMap<String, Grant> grantsFor(String grantee) {
        return view.grants(region).onFor(key(), kept(grantee));
    }

    /// As grants name a principal: by its unique id if it has one.
    private String kept(String principal) {
        var id = view.uniqueId(principal);
        return id == null ? principal : id;
    }

    /// Those of them with one name.
    public NavigableMap<String, Grant> grantsNamed(String name) {
        return view.grants(region).onNamed(key(), name);
    }

    /// The grants in the Region that a principal may retire because they name it, by account, key and id.
    public NavigableMap<String, Grant> retirableBy(String principal) {
        return view.grants(region).retirableBy(kept(principal));
    }

    /// What the caller's account has in the Region, for lists and for making what is new.
    public RegionalKeys owned() {
        return view.in(caller.account(), region);
    }

    /// The material of the first key that was needed, if it is a symmetric encryption key.
    ///
    /// @throws AwsException InvalidKeyUsageException if it is another
    public KeyRings.SymmetricRing ring() {
        return ring(key());
    }

    /// The same for any key that was needed.
    public KeyRings.SymmetricRing ring(Key key) {
        requireLeave(key);
        if (key.spec() != KeySpec.SYMMETRIC_DEFAULT) {
            throw KmsError.INVALID_KEY_USAGE.because(
                    "%s key spec is %s which is not valid for this operation.", key.arn(), key.spec());
        }
        return rings.symmetric(view, key);
    }

    private void requireLeave(Key key) {
        if (!keys.contains(key)) {
            throw new IllegalArgumentException("no leave for " + key.arn());
        }
    }

    /// Lends the key pair of the first key that was needed, an asymmetric one.
    public <R> R pair(Function<AsymmetricPrivateKey, R> borrower) {
        return pair(key(), borrower);
    }

    /// The same for any key that was needed.
    public <R> R pair(Key key, Function<AsymmetricPrivateKey, R> borrower) {
        requireLeave(key);
        return rings.pair(view, key, borrower);
    }

    public Randomness random() {
        return rings.random();
    }

    /// Lends the granted key, an HMAC key.
    public <R> R mac(Function<HmacKey, R> borrower) {
        return rings.mac(view, key(), borrower);
    }

    /// The related keys of a granted multi-Region key by Region, itself among them.
    public NavigableMap<String, Key> related() {
        return view.related(key());
    }

    /// The granted key and its replicas with another rotation, which they share.
    public Noun[] shared(Rotation rotation) {
        var keys = related().isEmpty() ? List.of(key()) : related().values();
        return keys.stream().map(key -> key.rotating(rotation)).toArray(Noun[]::new);
    }

    /// What the account has in another Region.
    public RegionalKeys owned(String otherRegion) {
        return view.in(caller.account(), otherRegion);
    }

    /// Whether the caller's account has a multi-Region key with this id in any Region.
    public boolean ownsMultiRegionKey(String id) {
        return view.hasMultiRegionKey(caller.account(), id);
    }

    /// The material of the granted key, sealed for its replica in another Region.
    public List<Noun> copies(NewMaterial newMaterial, String otherRegion) {
        var permanent = materials().stream()
                .filter(material -> !material.isPendingRotation())
                .toList();
        return newMaterial.copies(view, permanent, new Domain(key().account(), otherRegion));
    }

    /// The granted key's primary: itself if it is a key of one Region. What is decided on it holds only if it has not
    /// changed by then.
    public Key decidingOnPrimary() {
        var primary = primary();
        alsoSeen.add(primary);
        return primary;
    }

    /// The same, to be looked at only.
    public Key primary() {
        return related().values().stream()
                .filter(each -> !each.isReplica())
                .findFirst()
                .orElse(key());
    }

    /// The imported material that the granted key, or its primary, has under this id; `null` if neither has.
    public @Nullable KeyMaterial known(String materialId) {
        var own = view.in(key().account(), key().region()).material(key().id(), materialId);
        var primary = decidingOnPrimary();
        return own != null ? own : view.in(primary.account(), primary.region()).material(primary.id(), materialId);
    }

    /// Whether the granted key and all that are related to it have the material.
    public boolean isEverywhere(KeyMaterial material) {
        return view.isEverywhere(material, now);
    }

    /// What becomes of the granted key without this material of it.
    public List<Change> removal(KeyMaterial material) {
        return MaterialRemoval.of(material, key(), view, now);
    }

    /// Every material of the granted key, sealed as it is.
    public Collection<KeyMaterial> materials() {
        return view.in(key().account(), key().region()).materialsOf(key().id()).values();
    }

    /// The key that a filter names, for operations that look at a list and not at the key.
    ///
    /// @throws AwsException NotFoundException if the account has no such key here
    public Key ownKey(String named) {
        var reference = KeyReference.parseId(named, caller.account(), region);
        var key = reference.account().equals(caller.account()) ? owned().key(reference.id()) : null;
        if (key == null) {
            throw KmsError.NOT_FOUND.because(
                    "Key '%s' does not exist", Key.arn(reference.account(), region, reference.id()));
        }
        return key;
    }

    /// Takes out of the memory what changes that have been committed removed.
    public void wipeGone(List<Change> committed) {
        rings.wipeGone(committed);
    }

    /// Everything that was decided on, which must not have changed when the outcome is committed.
    public Set<Noun> seen() {
        // A set: one key may have been needed twice.
        var seen = new LinkedHashSet<Noun>(keys);
        if (alias != null) {
            seen.add(alias);
        }
        seen.addAll(alsoSeen);
        return seen;
    }

    /// The ARNs of what was granted, for the audit record.
    public List<String> resources() {
        var arns = new ArrayList<String>();
        if (alias != null) {
            arns.add(alias.arn());
        }
        keys.forEach(key -> arns.add(key.arn()));
        return arns;
    }
}
