package claviger.kms.key;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Operation;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;

/// Changes the description of a KMS key.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateKeyDescription.html>
public final class UpdateKeyDescription implements KmsOperation<UpdateKeyDescription.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,
            @Audited @Length(max = 8192) String description) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public Needs needs(Request request) {
        return Needs.keyById(request.keyId(), Needs.NOT_PENDING_DELETION);
    }

    @Override
    public Outcome<Nothing> handle(Request request, Leave leave) {
        return answer(new Nothing()).changing(leave.key().describedAs(request.description()));
    }
}
