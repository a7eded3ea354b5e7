package claviger.sts;

import claviger.call.AwsException;
import claviger.call.Caller;
import claviger.call.Change;
import claviger.custody.Domain;
import claviger.custody.DomainKey;
import claviger.iam.Identities;
import claviger.iam.MfaDevice;
import claviger.iam.Role;
import claviger.sts.answer.Credentials;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What was granted. Only the two gates make one.
public final class StsLeave {

    private static final int PERCENT = 100;

    private final @Nullable Caller caller;
    private final Instant now;
    private final @Nullable Role role;
    private final @Nullable WebIdentity webIdentity;
    private final @Nullable MfaDevice usedDevice;
    private final SessionTokens tokens;
    private final StsState state;
    private @Nullable DomainKey newDomainKey;

    StsLeave(
            @Nullable Caller caller,
            Instant now,
            @Nullable Role role,
            @Nullable WebIdentity webIdentity,
            @Nullable MfaDevice usedDevice,
            SessionTokens tokens,
            StsState state) {
        this.caller = caller;
        this.now = now;
        this.role = role;
        this.webIdentity = webIdentity;
        this.usedDevice = usedDevice;
        this.tokens = tokens;
        this.state = state;
    }

    /// Who signed.
    public Caller caller() {
        return Objects.requireNonNull(caller, "nobody signed");
    }

    /// Who asks with a web identity token.
    public WebIdentity webIdentity() {
        return Objects.requireNonNull(webIdentity, "nobody showed a web identity token");
    }

    /// The time of day to the second, one for the whole call.
    public Instant now() {
        return now;
    }

    /// The role that was needed.
    public Role role() {
        return Objects.requireNonNull(role, "the call did not need a role");
    }

    /// When the session that is asked for began with an MFA device: now, if a code was shown.
    public @Nullable Instant mfaAt() {
        return usedDevice == null ? null : now;
    }

    /// What an account has in IAM.
    public Identities identities(String account) {
        return state.identities(account);
    }

    /// The account of an access key of any kind, `null` if there is no such key.
    public @Nullable String accountOf(String accessKeyId) {
        var key = state.accessKey(accessKeyId);
        return key != null ? key.account() : AccessKeyIds.account(accessKeyId).orElse(null);
    }

    /// New temporary credentials of a session in an account.
    public Credentials issue(String account, SessionFacts facts) {
        var issued = tokens.issue(domainKey(account), facts);
        return new Credentials(issued.accessKeyId(), issued.secret(), issued.token(), facts.expires());
    }

    /// How much of what a session may carry its policies and tags take, in percent; `null` if it
    /// has none.
    ///
    /// @throws AwsException PackedPolicyTooLarge if they take too much
    public static @Nullable Integer packedPolicySize(SessionFacts facts) {
        if (facts.policy() == null
                && facts.policyArns().isEmpty()
                && facts.tags().isEmpty()) {
            return null;
        }
        int packed =
                SessionCodec.packed(facts.policy(), facts.policyArns(), facts.tags(), facts.transitiveTagKeys()).length;
        int percent = (packed * PERCENT + SessionCodec.MOST_PACKED - 1) / SessionCodec.MOST_PACKED;
        if (packed > SessionCodec.MOST_PACKED) {
            throw StsError.PACKED_POLICY_TOO_LARGE.because(
                    "Packed policy consumes %s%% of allotted space, please use smaller policy.", percent);
        }
        return percent;
    }

    private DomainKey domainKey(String account) {
        var keys = state.domainKeys(Domain.global(account));
        if (!keys.isEmpty()) {
            return keys.getLast();
        }
        if (newDomainKey == null) {
            newDomainKey = tokens.newDomainKey(account);
        }
        return newDomainKey;
    }

    /// The changes of an operation, with those that the leave itself came to: a code that is used
    /// up, and the domain key of an account that had none.
    public List<Change> changes(List<Change> changes) {
        var all = new ArrayList<Change>();
        if (newDomainKey != null) {
            all.add(new Change.Put(newDomainKey));
        }
        if (usedDevice != null) {
            all.add(new Change.Put(usedDevice));
        }
        all.addAll(changes);
        return List.copyOf(all);
    }
}
