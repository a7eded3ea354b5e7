package claviger.kms.alias;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Operation;
import claviger.kms.Alias;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;

/// Takes a name from a KMS key. The key stays.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_DeleteAlias.html>
public final class DeleteAlias implements KmsOperation<DeleteAlias.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 256) @Matches(Alias.NAME_PATTERN)
            String aliasName) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public Needs needs(Request request) {
        return Needs.alias(Alias.checkedName(request.aliasName()));
    }

    @Override
    public Outcome<Nothing> handle(Request request, Leave leave) {
        return answer(new Nothing()).removing(leave.existingAlias());
    }
}
