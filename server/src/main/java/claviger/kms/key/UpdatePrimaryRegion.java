package claviger.kms.key;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Operation;
import claviger.kms.Facts;
import claviger.kms.Key;
import claviger.kms.KeyKind;
import claviger.kms.KeyState;
import claviger.kms.KmsError;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.MultiRegionKeyType;
import claviger.kms.Needs;

/// Makes a replica of a multi-Region key the primary, and the primary a replica.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdatePrimaryRegion.html>
public final class UpdatePrimaryRegion implements KmsOperation<UpdatePrimaryRegion.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,

            @Audited @Length(min = 1, max = 32) @Matches(ReplicateKey.REGION)
            String primaryRegion) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public Needs needs(Request request) {
        return Needs.keyById(request.keyId(), Needs.USABLE, KeyKind.MULTI_REGION_PRIMARY)
                .andReplicaIn(request.primaryRegion())
                .saying(Facts.of("kms:primaryregion", request.primaryRegion()));
    }

    @Override
    public Outcome<Nothing> handle(Request request, Leave leave) {
        var primary = leave.key();
        var replica = leave.related().get(request.primaryRegion());
        if (replica == null) {
            throw KmsError.NOT_FOUND.because(
                    "Key '%s' does not exist", Key.arn(primary.account(), request.primaryRegion(), primary.id()));
        }
        var state = replica.stateAt(leave.now());
        if (state == KeyState.DISABLED) {
            throw KmsError.DISABLED.because("%s is disabled.", replica.arn());
        }
        if (state != KeyState.ENABLED) {
            throw KmsError.INVALID_STATE.because("%s %s", replica.arn(), state.words());
        }
        if (replica.region().equals(primary.region())) {
            return answer(new Nothing());
        }
        return answer(new Nothing())
                .changing(primary.becoming(MultiRegionKeyType.REPLICA), replica.becoming(MultiRegionKeyType.PRIMARY));
    }
}
