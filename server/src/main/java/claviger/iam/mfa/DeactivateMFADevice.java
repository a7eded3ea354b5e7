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
import claviger.iam.Patterns;

/// Takes an MFA device from a user.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeactivateMFADevice.html>
public final class DeactivateMFADevice implements IamOperation<DeactivateMFADevice.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String userName,

            @Audited @Length(min = 9, max = 256) @Matches("[\\w+=/:,.@-]+")
            String serialNumber) {}

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
        return answer(new Nothing()).changing(device.disowned());
    }
}
