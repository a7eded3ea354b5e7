package claviger.iam.account;

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
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists what nobody has here: SSH public keys.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListSSHPublicKeys.html>
public final class ListSSHPublicKeys implements IamOperation<ListSSHPublicKeys.Request, ListSSHPublicKeys.Response> {

    public record Request(
            @Audited @Nullable @Length(min = 1, max = 64) @Matches(Patterns.NAME)
            String userName,

            @Audited @Nullable @Length(min = 1, max = 320) @Matches(Patterns.MARKER)
            String marker,

            @Audited @Nullable @Range(min = 1, max = 1000) Integer maxItems) {}

    public record Response(@MemberName("SSHPublicKeys") List<String> sshPublicKeys, boolean isTruncated) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.user(request.userName());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        return answer(new Response(List.of(), false));
    }
}
