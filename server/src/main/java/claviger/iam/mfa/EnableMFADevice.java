package claviger.iam.mfa;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Operation;
import claviger.iam.IamError;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.MfaCodes;
import claviger.iam.Patterns;
import claviger.iam.Totp;

/// Gives an MFA device to a user, who shows by two codes to have it.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html>
public final class EnableMFADevice implements IamOperation<EnableMFADevice.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String userName,

            @Audited @Length(min = 9, max = 256) @Matches("[\\w+=/:,.@-]+")
            String serialNumber,

            @Length(min = 6, max = 6) @Matches("[\\d]+") String authenticationCode1,
            @Length(min = 6, max = 6) @Matches("[\\d]+") String authenticationCode2) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.user(request.userName());
    }

    @Override
    public Outcome<Nothing> handle(Request request, IamLeave leave) {
        var device = leave.device(request.serialNumber());
        if (device.owner() != null) {
            throw IamError.ENTITY_ALREADY_EXISTS.because("MFA Device is already in use.");
        }
        var step = MfaCodes.checked(leave, device, 2, request.authenticationCode1(), request.authenticationCode2());
        var drift = step - Totp.step(leave.wallTime());
        return answer(new Nothing())
                .changing(leave.user().touched(), device.ownedBy(leave.owner(), drift, step, leave.now()));
    }
}
