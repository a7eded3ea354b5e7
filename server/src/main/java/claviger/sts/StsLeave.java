package claviger.sts;

import claviger.call.AwsException;
import claviger.call.Caller;
import claviger.call.Change;
import claviger.custody.Domain;
import claviger.custody.DomainKey;
import claviger.iam.Identities;
import claviger.iam.Role;
import claviger.sts.answer.Credentials;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What was granted. Only the [StsGate] makes one.
public final class StsLeave {

    private static final int PERCENT = 100;

    private final Caller caller;
    private final Instant now;
    private final @Nullable Role role;
    private final Mfa.@Nullable Proof mfa;
    private final SessionTokens tokens;
    private final StsState state;
    private @Nullable DomainKey newDomainKey;

    StsLeave(
            Caller caller,
            Instant now,
            @Nullable Role role,
            Mfa.@Nullable Proof mfa,
            SessionTokens tokens,
            StsState state) {
        this.caller = caller;
        this.now = now;
        this.role = role;
        this.mfa = mfa;
        this.tokens = tokens;
        this.state = state;
    }

    public Caller caller() {
        return caller;
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
        return mfa == null ? null : now;
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
        if (mfa != null) {
            all.add(new Change.Put(mfa.device()));
        }
        all.addAll(changes);
        return List.copyOf(all);
    }
}
