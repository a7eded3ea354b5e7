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
import claviger.kms.ResourceQuotas;

/// Points an alias to another KMS key of the same type and usage.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_UpdateAlias.html>
public final class UpdateAlias implements KmsOperation<UpdateAlias.Request, Operation.Nothing> {

    private final ResourceQuotas quotas;

    public UpdateAlias(ResourceQuotas quotas) {
        this.quotas = quotas;
    }

    public record Request(
            @Audited @Length(min = 1, max = 256) @Matches(Alias.NAME_PATTERN)
            String aliasName,

            @Audited @Length(min = 1, max = 2048) String targetKeyId) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public Needs needs(Request request) {
        return Needs.alias(Alias.checkedName(request.aliasName()))
                .pointingTo(AliasTargets.checked(request.targetKeyId()));
    }

    @Override
    public Outcome<Nothing> handle(Request request, Leave leave) {
        var before = leave.keys().get(0);
        var after = leave.keys().get(1);
        Alias.refuseMove(before, after);
        if (!before.id().equals(after.id())) {
            quotas.admitAlias(leave.owned().aliasesOf(after.id()).size());
        }
        return answer(new Nothing()).changing(leave.existingAlias().pointingTo(after.id(), leave.now()));
    }
}
