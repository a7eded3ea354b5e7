package claviger.sts;

import claviger.call.Caller;
import claviger.call.CommonError;
import claviger.call.Noun;
import claviger.sts.StsNeeds.MfaCode;
import org.jspecify.annotations.Nullable;

/// The check of a code that a caller shows of its MFA device.
final class Mfa {

    private Mfa() {}

    /// That a code was right.
    ///
    /// @param device as it is to be stored, so that the code is not good again
    record Proof(Noun device) {}

    /// @return `null` if no code is shown
    /// @throws claviger.call.AwsException AccessDenied for a code that is not right, or of a device
    ///     that is not the caller's
    static @Nullable Proof shown(Caller caller, @Nullable MfaCode code) {
        if (code == null) {
            return null;
        }
        throw CommonError.ACCESS_DENIED.because("MultiFactorAuthentication failed, unable to validate MFA code."
                + "  Please verify your MFA serial number is valid and associated with this user.");
    }
}
