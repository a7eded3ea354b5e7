package claviger.iam.mfa;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.crypto.SecretBytes;
import claviger.iam.IamError;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.MfaDevice;
import claviger.iam.Paths;
import claviger.iam.Patterns;
import claviger.iam.Tags;
import claviger.iam.answer.Tag;
import claviger.iam.answer.VirtualMFADevice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a virtual MFA device, and shows its seed for the only time.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateVirtualMFADevice.html>
public final class CreateVirtualMFADevice
        implements IamOperation<CreateVirtualMFADevice.Request, CreateVirtualMFADevice.Response> {

    public record Request(
            @Audited @Nullable @Length(min = 1, max = 512) @Matches(Patterns.PATH)
            String path,

            @Audited @Length(min = 1) @Matches(Patterns.NAME)
            String virtualMFADeviceName,

            @Audited @Length(max = 50) List<Tag> tags) {}

    public record Response(@Audited VirtualMFADevice virtualMFADevice) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.unseen("mfa" + Paths.of(request.path()) + request.virtualMFADeviceName())
                .tagging(request.tags());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var path = Paths.of(request.path());
        var serial = MfaDevice.arn(leave.account(), path + request.virtualMFADeviceName());
        if (leave.identities().get(serial) != null) {
            throw IamError.ENTITY_ALREADY_EXISTS.because("MFADevice entity at the same path and name already exists.");
        }
        var seed = leave.newIds().random().secret(SEED_BYTES);
        var domainKey = leave.domainKey();
        var device = new MfaDevice(
                leave.account(),
                path,
                request.virtualMFADeviceName(),
                null,
                domainKey.keyVersion(),
                leave.custody().sealMfaSeed(domainKey, serial, seed),
                null,
                0,
                0,
                Tags.added(Map.of(), request.tags()),
                leave.now(),
                1);
        var base32 = SecretBytes.adopt(seed.use(Base32::encoded));
        seed.wipe();
        var made = new VirtualMFADevice(serial, base32, null, null, Tag.listed(device.tags()));
        return answer(new Response(made)).changing(device);
    }

    /// A whole number of characters in base32, and more than RFC 4226, section 4, asks for.
    private static final int SEED_BYTES = 40;
}
