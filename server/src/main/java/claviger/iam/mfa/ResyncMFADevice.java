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

/// Sets an MFA device anew whose clock has gone wrong, by two codes.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResyncMFADevice.html>
public final class ResyncMFADevice implements IamOperation<ResyncMFADevice.Request, Operation.Nothing> {

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
        if (!leave.owner().equals(device.owner())) {
            throw IamError.NO_SUCH_ENTITY.because("MFADevice is not assigned to user %s.", request.userName());
        }
        var step = MfaCodes.checked(leave, device, 120, request.authenticationCode1(), request.authenticationCode2());
        return answer(new Nothing()).changing(device.synced(step - Totp.step(leave.wallTime()), step));
    }
}
