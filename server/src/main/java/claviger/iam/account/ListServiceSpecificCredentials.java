package claviger.iam.account;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists what nobody has here: credentials for one service.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListServiceSpecificCredentials.html>
public final class ListServiceSpecificCredentials
        implements IamOperation<ListServiceSpecificCredentials.Request, ListServiceSpecificCredentials.Response> {

    public record Request(
            @Audited @Nullable @Length(min = 1, max = 64) @Matches(Patterns.NAME)
            String userName,

            @Audited @Nullable String serviceName) {}

    public record Response(List<String> serviceSpecificCredentials) {}

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.user(request.userName());
    }

    @Override
    public Outcome<Response> handle(Request request, IamLeave leave) {
        return answer(new Response(List.of()));
    }
}
