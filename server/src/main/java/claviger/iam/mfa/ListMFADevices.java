package claviger.iam.mfa;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.MemberName;
import claviger.call.Range;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;
import claviger.iam.answer.MFADevice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the MFA devices of a user: of the caller, if the request names none.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListMFADevices.html>
public final class ListMFADevices implements IamOperation<ListMFADevices.Request, ListMFADevices.Response> {

    public record Request(
            @Audited @Nullable @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String userName,

            @Audited @Nullable @Length(min = 1, max = 320) @Matches(Patterns.MARKER)
            String marker,

            @Audited @Nullable @Range(min = 1, max = 1000) Integer maxItems) {}

    public record Response(
            @MemberName("MFADevices") List<MFADevice> mfaDevices,
            boolean isTruncated,
            @Nullable String marker) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.user(request.userName());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var user = leave.userOrRoot();
        var all = leave.identities().devices();
        all.values().removeIf(device -> !leave.owner().equals(device.owner()));
        var page = leave.page(all, request.marker(), request.maxItems());
        var devices = page.items().stream()
                .map(device -> new MFADevice(
                        user == null ? leave.account() : user.name(),
                        device.arn(),
                        device.enabled() == null ? device.created() : device.enabled()))
                .toList();
        return answer(new Response(devices, page.truncated(), page.nextMarker()));
    }
}
