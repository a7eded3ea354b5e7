package claviger.sts;

import claviger.call.Caller;
import claviger.call.CommonError;
import claviger.custody.Custody;
import claviger.custody.Domain;
import claviger.iam.MfaDevice;
import claviger.iam.Totp;
import claviger.sts.StsNeeds.MfaCode;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Checks the codes that callers show of their MFA devices. None is good twice, and nobody may
/// guess for long: RFC 6238, section 5.2, and RFC 4226, section 7.3.
public final class MfaChecks {

    /// Of wrong codes that a device takes in the time below. With three codes good at a time, that
    /// is a chance of 1 in 30,000 to guess one.
    private static final int MOST_WRONG = 10;

    private static final Duration AFTER = Duration.ofHours(1);

    /// How many steps a code may be early or late.
    private static final int WIDTH = 1;

    private final Custody custody;
    private final ConcurrentHashMap<String, Wrong> wrong = new ConcurrentHashMap<>();

    public MfaChecks(Custody custody) {
        this.custody = custody;
    }

    private record Wrong(Instant since, int count) {}

    /// @param now the time of day
    /// @return the device as it is to be stored, so that the code is used up; `null` if no code is
    ///     shown
    /// @throws claviger.call.AwsException AccessDenied for a code that is not right, or of a device
    ///     that is not the caller's
    @Nullable
    MfaDevice shown(Caller caller, @Nullable MfaCode code, StsState state, Instant now) {
        if (code == null) {
            return null;
        }
        var found = state.identities(caller.account()).get(code.serialNumber());
        if (!(found instanceof MfaDevice device) || !caller.principalId().equals(device.owner())) {
            throw CommonError.ACCESS_DENIED.because("MultiFactorAuthentication failed, unable to validate MFA code. "
                    + " Please verify your MFA serial number is valid and associated with this user.");
        }
        var used = isLocked(device, now) ? null : used(device, code.code(), state, now);
        if (used == null) {
            noteWrong(device, now);
            throw CommonError.ACCESS_DENIED.because(
                    "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
        }
        return used;
    }

    private @Nullable MfaDevice used(MfaDevice device, String code, StsState state, Instant now) {
        var domainKey = state.domainKeys(Domain.global(device.account())).stream()
                .filter(key -> key.keyVersion() == device.domainKeyVersion())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no domain key for " + device.rowId()));
        var seed = custody.openMfaSeed(domainKey, device.arn(), device.sealedSeed())
                .orElseThrow(() -> new IllegalStateException("the seed does not open: " + device.rowId()));
        try {
            int around = Totp.step(now) + device.drift();
            var step = Totp.matching(seed, around, WIDTH, code);
            return step.isPresent() && step.getAsInt() > device.lastStep()
                    ? device.synced(step.getAsInt() - Totp.step(now), step.getAsInt())
                    : null;
        } finally {
            seed.wipe();
        }
    }

    private boolean isLocked(MfaDevice device, Instant now) {
        var before = wrong.get(device.arn());
        return before != null && before.count >= MOST_WRONG && now.isBefore(before.since.plus(AFTER));
    }

    private void noteWrong(MfaDevice device, Instant now) {
        wrong.compute(
                device.arn(),
                (_, before) -> before == null || !now.isBefore(before.since.plus(AFTER))
                        ? new Wrong(now, 1)
                        : new Wrong(before.since, before.count + 1));
    }
}
