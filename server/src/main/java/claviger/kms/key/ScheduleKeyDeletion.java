package claviger.kms.key;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.CommonError;
import claviger.call.Length;
import claviger.call.Range;
import claviger.kms.Facts;
import claviger.kms.KeyState;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.MultiRegionKeyType;
import claviger.kms.Needs;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lets a KMS key be deleted after a time in which that can be called off.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html>
public final class ScheduleKeyDeletion
        implements KmsOperation<ScheduleKeyDeletion.Request, ScheduleKeyDeletion.Response> {

    private static final Set<KeyState> STATES = EnumSet.complementOf(
            EnumSet.of(KeyState.PENDING_DELETION, KeyState.PENDING_REPLICA_DELETION, KeyState.UPDATING));

    private static final int SHORTEST = 7;
    private static final int LONGEST = 30;

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,
            @Audited @Nullable @Range(min = 1, max = 365) Integer pendingWindowInDays) {}

    /// @param keyId the key's ARN
    public record Response(
            @Audited String keyId,
            @Audited @Nullable Instant deletionDate,
            @Audited KeyState keyState,
            @Audited int pendingWindowInDays) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public Needs needs(Request request) {
        return Needs.keyById(request.keyId(), STATES)
                .saying(Facts.of("kms:schedulekeydeletionpendingwindowindays", days(request)));
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        int days = days(request);
        if (days < SHORTEST || days > LONGEST) {
            throw CommonError.VALIDATION.because(
                    "PendingWindowInDays must be between %s and %s, inclusive.", SHORTEST, LONGEST);
        }
        var key = leave.key();
        var hasReplicas = key.multiRegion() == MultiRegionKeyType.PRIMARY
                && leave.related().size() > 1;
        var pending = hasReplicas
                ? key.pendingReplicaDeletion(days, leave.served())
                : key.pendingDeletion(days, leave.now(), leave.served());
        var date = hasReplicas ? null : leave.now().plus(Duration.ofDays(days));
        return answer(new Response(pending.arn(), date, pending.state(), days)).changing(pending);
    }

    private static int days(Request request) {
        return request.pendingWindowInDays() == null ? LONGEST : request.pendingWindowInDays();
    }
}
