package claviger.iam;

import claviger.call.Caller;
import claviger.call.Change;
import claviger.call.CommonError;
import claviger.call.Noun;
import claviger.call.Page;
import claviger.crypto.Randomness;
import claviger.custody.Custody;
import claviger.custody.Domain;
import claviger.custody.DomainKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/// What was granted: the resource that was needed, and what an operation makes new things with.
/// Only the [IamGate] makes one.
public final class IamLeave {

    private static final int PAGE = 100;

    private final Caller caller;
    private final Instant now;
    private final Instant wallTime;
    private final IamState state;
    private final @Nullable Noun noun;
    private final Custody custody;
    private final NewIds newIds;
    private @Nullable DomainKey newDomainKey;
    private final List<Noun> touched = new ArrayList<>();

    IamLeave(
            Caller caller,
            Instant now,
            Instant wallTime,
            IamState state,
            @Nullable Noun noun,
            Custody custody,
            Randomness random) {
        this.caller = caller;
        this.now = now;
        this.wallTime = wallTime;
        this.state = state;
        this.noun = noun;
        this.custody = custody;
        this.newIds = new NewIds(random);
    }

    public Caller caller() {
        return caller;
    }

    /// The account that asks, and that everything is in.
    public String account() {
        return caller.account();
    }

    /// The time by the server's clock, one for the whole call.
    public Instant now() {
        return now;
    }

    /// The time of day, which nobody can move.
    public Instant wallTime() {
        return wallTime;
    }

    /// When the account was made.
    public Instant accountCreated() {
        return state.created();
    }

    /// What the account has.
    public Identities identities() {
        return state.identities();
    }

    /// What any account has.
    public Identities identities(String account) {
        return state.others().apply(account);
    }

    /// The user that was needed.
    public User user() {
        return needed(User.class);
    }

    /// The user that was needed, `null` if that is the caller and no user: the root user.
    public @Nullable User userOrRoot() {
        return noun == null ? null : user();
    }

    /// A user of the account.
    ///
    /// @throws claviger.call.AwsException NoSuchEntity if there is none of this name
    public User userNamed(String name) {
        var user = identities().users().named(name);
        if (user == null) {
            throw Missing.user(name);
        }
        return user;
    }

    /// One of the access keys of the user that was needed, or of the root user.
    ///
    /// @throws claviger.call.AwsException NoSuchEntity if there is none of this id
    public AccessKey accessKey(String id) {
        var key = identities().accessKeys(userOrRoot()).get((noun == null ? "" : user().id()) + "/" + id);
        if (key == null) {
            throw Missing.accessKey(id);
        }
        return key;
    }

    public Group group() {
        return needed(Group.class);
    }

    public Role role() {
        return needed(Role.class);
    }

    public ManagedPolicy policy() {
        return needed(ManagedPolicy.class);
    }

    /// The OIDC provider that was needed.
    ///
    /// @throws claviger.call.AwsException NoSuchEntity if there is none of this ARN
    public OidcProvider provider(String arn) {
        if (noun instanceof OidcProvider provider) {
            return provider;
        }
        throw IamError.NO_SUCH_ENTITY.because("OpenIDConnect Provider not found for arn %s", arn);
    }

    /// An MFA device of the account.
    ///
    /// @throws claviger.call.AwsException NoSuchEntity if there is none of this serial number
    public MfaDevice device(String serialNumber) {
        if (identities().get(serialNumber) instanceof MfaDevice device) {
            return device;
        }
        throw IamError.NO_SUCH_ENTITY.because("VirtualMFADevice with serial number %s doesn't exist.", serialNumber);
    }

    /// The id by which the user that was needed, or the root user, owns MFA devices.
    public String owner() {
        return noun == null ? account() : user().id();
    }

    /// The user, group or role that was needed.
    public Identity identity() {
        return needed(Identity.class);
    }

    public <N extends Noun> N needed(Class<N> type) {
        if (!type.isInstance(noun)) {
            throw new IllegalStateException("the call did not need a " + type.getSimpleName());
        }
        return type.cast(noun);
    }

    public NewIds newIds() {
        return newIds;
    }

    public Custody custody() {
        return custody;
    }

    /// What seals secrets of the account.
    public DomainKey domainKey() {
        if (!state.domainKeys().isEmpty()) {
            return state.domainKeys().getLast();
        }
        if (newDomainKey == null) {
            newDomainKey = custody.create(Domain.global(account()));
        }
        return newDomainKey;
    }

    /// The domain key of this version.
    ///
    /// @throws IllegalStateException if there is none
    public DomainKey domainKey(int version) {
        return state.domainKeys().stream()
                .filter(key -> key.keyVersion() == version)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no domain key " + version + " of " + account()));
    }

    /// Notes that something will hang on a customer managed policy: whoever decides on what
    /// hangs on it, such as whether it may be deleted, decides anew.
    public void hangingOn(ManagedPolicy policy) {
        if (policy.account().equals(account())) {
            touched.add(policy.touched());
        }
    }

    /// A page of a list, of 100 items if the request does not say how many.
    ///
    /// @throws claviger.call.AwsException ValidationError if the marker is none
    public <T> Page<T> page(NavigableMap<String, T> all, @Nullable String marker, @Nullable Integer maxItems) {
        return Page.of(all, marker, maxItems == null ? PAGE : maxItems)
                .orElseThrow(() -> CommonError.VALIDATION.because("Invalid Marker."));
    }

    /// The changes, with what else must change with them: the policies that something hangs on
    /// now, and the domain key that rows are sealed under if the account has none yet.
    public List<Change> completed(List<Change> changes) {
        var all = new ArrayList<Change>();
        if (state.domainKeys().isEmpty()) {
            all.add(new Change.Put(domainKey()));
        }
        all.addAll(changes);
        touched.forEach(policy -> all.add(new Change.Put(policy)));
        return all;
    }
}
