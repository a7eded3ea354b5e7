package claviger.kms;

import claviger.call.AwsException;
import claviger.call.Caller;
import claviger.call.Noun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was granted, and no more: the only way for an operation to a key. Only the [Gate] makes one.
public final class Leave {

    private final Caller caller;
    private final String region;
    private final Duration served;
    private final Instant now;
    private final View view;
    private final @Nullable Alias alias;
    private final List<Key> keys;
    private final KeyRings rings;

    Leave(
            Caller caller,
            String region,
            KeyClock clock,
            View view,
            @Nullable Alias alias,
            List<Key> keys,
            KeyRings rings) {
        this.caller = caller;
        this.region = region;
        // In this order: a window that begins now is served when the clock says that it is over.
        this.served = clock.served();
        this.now = clock.instant();
        this.view = view;
        this.alias = alias;
        this.keys = keys;
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

    /// What the caller's account has in the Region, for lists and for making what is new.
    public RegionalKeys owned() {
        return view.in(caller.account(), region);
    }

    /// The material of the granted key.
    public KeyRings.SymmetricRing ring() {
        return rings.symmetric(view, key());
    }

    /// Every material of the granted key, sealed as it is.
    public Collection<KeyMaterial> materials() {
        return view.in(key().account(), key().region()).materialsOf(key().id()).values();
    }

    /// The key that a filter names, for operations that look at a list and not at the key.
    ///
    /// @throws AwsException NotFoundException if the account has no such key here
    public Key ownKey(String named) {
        var key = switch (KeyReference.parse(named, caller.account(), region)) {
            case KeyReference.ById(var account, var _, var id) when account.equals(caller.account()) -> owned().key(id);
            case KeyReference.ById _ -> null;
            case KeyReference.ByAlias _ -> null;
        };
        if (key == null) {
            throw KmsError.NOT_FOUND.because("Key '%s' does not exist", named);
        }
        return key;
    }

    /// Everything that was decided on, which must not have changed when the outcome is committed.
    public List<Noun> seen() {
        var seen = new ArrayList<Noun>(keys);
        if (alias != null) {
            seen.add(alias);
        }
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
