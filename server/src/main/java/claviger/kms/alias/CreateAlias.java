package claviger.kms.alias;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Operation;
import claviger.kms.Alias;
import claviger.kms.KmsError;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import claviger.kms.ResourceQuotas;

/// Gives a KMS key a name.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html>
public final class CreateAlias implements KmsOperation<CreateAlias.Request, Operation.Nothing> {

    private final ResourceQuotas quotas;

    public CreateAlias(ResourceQuotas quotas) {
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
        return Needs.newAlias(Alias.checkedName(request.aliasName()))
                .pointingTo(AliasTargets.checked(request.targetKeyId()));
    }

    @Override
    public Outcome<Nothing> handle(Request request, Leave leave) {
        var existing = leave.alias();
        if (existing != null) {
            throw KmsError.ALREADY_EXISTS.because("An alias with the name %s already exists", existing.arn());
        }
        var key = leave.key();
        quotas.admitAlias(leave.owned().aliasesOf(key.id()).size());
        return answer(new Nothing())
                .changing(new Alias(
                        key.account(), key.region(), request.aliasName(), key.id(), leave.now(), leave.now(), 1));
    }
}
