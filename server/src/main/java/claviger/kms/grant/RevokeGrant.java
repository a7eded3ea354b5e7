package claviger.kms.grant;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Operation;
import claviger.kms.KmsError;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;

/// Ends a grant, on the word of somebody who governs the key.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_RevokeGrant.html>
public final class RevokeGrant implements KmsOperation<RevokeGrant.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,
            @Audited @Length(min = 1, max = 128) String grantId,
            boolean dryRun) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public boolean dryRun(Request request) {
        return request.dryRun();
    }

    @Override
    public Needs needs(Request request) {
        GrantIds.checked(request.grantId());
        return Needs.keyById(request.keyId(), Needs.ANY_STATE);
    }

    @Override
    public Outcome<Nothing> handle(Request request, Leave leave) {
        var grant = leave.grants().get(request.grantId());
        if (grant == null) {
            throw KmsError.NOT_FOUND.because("Grant ID %s not found", request.grantId());
        }
        return answer(new Nothing()).removing(grant);
    }
}
