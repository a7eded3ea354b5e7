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
import claviger.iam.answer.AssignmentStatusType;
import claviger.iam.answer.User;
import claviger.iam.answer.VirtualMFADevice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists the virtual MFA devices of the account.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListVirtualMFADevices.html>
public final class ListVirtualMFADevices
        implements IamOperation<ListVirtualMFADevices.Request, ListVirtualMFADevices.Response> {

    public record Request(
            @Audited @Nullable AssignmentStatusType assignmentStatus,

            @Audited @Nullable @Length(min = 1, max = 320) @Matches(Patterns.MARKER)
            String marker,

            @Audited @Nullable @Range(min = 1, max = 1000) Integer maxItems) {}

    public record Response(
            @MemberName("VirtualMFADevices") List<VirtualMFADevice> virtualMFADevices,
            boolean isTruncated,
            @Nullable String marker) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.unseen("mfa/");
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        var all = leave.identities().devices();
        var wanted = request.assignmentStatus();
        all.values()
                .removeIf(device -> (wanted == AssignmentStatusType.ASSIGNED && device.owner() == null)
                        || (wanted == AssignmentStatusType.UNASSIGNED && device.owner() != null));
        var page = leave.page(all, request.marker(), request.maxItems());
        var devices = page.items().stream()
                .map(device ->
                        new VirtualMFADevice(device.arn(), null, owner(leave, device.owner()), device.enabled(), null))
                .toList();
        return answer(new Response(devices, page.truncated(), page.nextMarker()));
    }

    private static @Nullable User owner(IamLeave leave, @Nullable String id) {
        if (id == null) {
            return null;
        }
        var user = leave.identities().users().get(id);
        return user == null ? User.ofRoot(leave.account(), leave.accountCreated()) : User.listed(user);
    }
}
