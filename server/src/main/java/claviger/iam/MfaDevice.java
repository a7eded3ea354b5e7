package claviger.iam;

import claviger.call.RowId;
import claviger.crypto.Blob;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A virtual MFA device. The seed is sealed under the account's global domain key.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_VirtualMFADevice.html>
///
/// @param owner the id of the user whose device it is, the account id for the root user, `null`
/// for nobody's yet
/// @param domainKeyVersion which domain key sealed the seed
/// @param enabled when it was given to its owner, `null` while it is nobody's
/// @param drift how many steps its clock is ahead
/// @param lastStep the step of the last code that was taken: no code is taken twice
public record MfaDevice(
        String account,
        String path,
        String name,
        @Nullable String owner,
        int domainKeyVersion,
        Blob sealedSeed,
        @Nullable Instant enabled,
        int drift,
        int lastStep,
        Map<String, String> tags,
        Instant created,
        long version)
        implements Arned {

    @Override
    public RowId rowId() {
        return new RowId(RowId.Table.MFA_DEVICE, account, "", path + name);
    }

    /// The serial number.
    @Override
    public String arn() {
        return arn(account, path + name);
    }

    public static String arn(String account, String pathAndName) {
        return "arn:aws:iam::" + account + ":mfa" + pathAndName;
    }

    /// @param step of the last code that was taken
    public MfaDevice ownedBy(String ownerId, int otherDrift, int step, Instant now) {
        return next(ownerId, now, otherDrift, step, tags);
    }

    public MfaDevice disowned() {
        return next(null, null, 0, lastStep, tags);
    }

    /// After a code of this step was taken.
    public MfaDevice synced(int otherDrift, int step) {
        return next(owner, enabled, otherDrift, step, tags);
    }

    @Override
    public MfaDevice taggedAs(Map<String, String> other) {
        return next(owner, enabled, drift, lastStep, Map.copyOf(other));
    }

    private MfaDevice next(
            @Nullable String newOwner,
            @Nullable Instant newEnabled,
            int newDrift,
            int newLastStep,
            Map<String, String> newTags) {
        return new MfaDevice(
                account,
                path,
                name,
                newOwner,
                domainKeyVersion,
                sealedSeed,
                newEnabled,
                newDrift,
                newLastStep,
                newTags,
                created,
                version + 1);
    }
}
