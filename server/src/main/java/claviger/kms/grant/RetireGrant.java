package claviger.kms.grant;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.CommonError;
import claviger.call.Length;
import claviger.call.Operation;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import org.jspecify.annotations.Nullable;

/// Ends a grant, on the word of somebody whom the grant itself permits to.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_RetireGrant.html>
public final class RetireGrant implements KmsOperation<RetireGrant.Request, Operation.Nothing> {

    public record Request(
            @Nullable @Length(min = 1, max = 8192) String grantToken,
            @Audited @Nullable @Length(min = 1, max = 2048) String keyId,
            @Audited @Nullable @Length(min = 1, max = 128) String grantId,
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
        var token = request.grantToken();
        var keyId = request.keyId();
        var grantId = request.grantId();
        if (token != null && keyId == null && grantId == null) {
            return Needs.grant(token);
        }
        if (token == null && keyId != null && grantId != null) {
            return Needs.grant(keyId, GrantIds.checked(grantId));
        }
        throw CommonError.VALIDATION.because("Specify either a grant token, or a key ID and a grant ID.");
    }

    @Override
    public Outcome<Nothing> handle(Request request, Leave leave) {
        var grant = leave.grant();
        return answer(new Nothing()).removing(grant).noting("grantId", grant.id());
    }
}
