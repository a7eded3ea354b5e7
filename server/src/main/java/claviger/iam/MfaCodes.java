package claviger.iam;

import claviger.crypto.SecretBytes;
import java.util.OptionalInt;

/// Checks the codes that a device shows when it is enabled or set anew.
public final class MfaCodes {

    private MfaCodes() {}

    /// The step of the second of two codes that follow each other.
    ///
    /// @param width how many steps the device's clock may be wrong by
    /// @throws claviger.call.AwsException InvalidAuthenticationCode if they are not the
    /// device's, or were taken before
    public static int checked(IamLeave leave, MfaDevice device, int width, String code1, String code2) {
        var seed = seed(leave, device);
        OptionalInt step;
        try {
            step = Totp.matching(seed, Totp.step(leave.wallTime()), width, code1, code2);
        } finally {
            seed.wipe();
        }
        if (step.isEmpty() || step.getAsInt() <= device.lastStep()) {
            throw IamError.INVALID_AUTHENTICATION_CODE.because("Authentication code for device is not valid.");
        }
        return step.getAsInt();
    }

    private static SecretBytes seed(IamLeave leave, MfaDevice device) {
        return leave.custody()
                .openMfaSeed(leave.domainKey(device.domainKeyVersion()), device.arn(), device.sealedSeed())
                .orElseThrow(() -> new IllegalStateException("the seed does not open: " + device.rowId()));
    }
}
