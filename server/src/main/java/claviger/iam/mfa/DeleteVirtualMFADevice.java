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

/// Deletes a virtual MFA device that is nobody's.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteVirtualMFADevice.html>
public final class DeleteVirtualMFADevice implements IamOperation<DeleteVirtualMFADevice.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 9, max = 256) @Matches("[\\w+=/:,.@-]+")
            String serialNumber) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.arn(request.serialNumber());
    }

    @Override
    public Outcome<Nothing> handle(Request request, IamLeave leave) {
        var device = leave.device(request.serialNumber());
        if (device.owner() != null) {
            throw IamError.DELETE_CONFLICT.because("MFA VirtualDevice in use. Must deactivate first.");
        }
        return answer(new Nothing()).removing(device);
    }
}
