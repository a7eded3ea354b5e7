package claviger.iam.tag;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Operation;
import claviger.call.Required;
import claviger.iam.IamLeave;
import claviger.iam.IamNeeds;
import claviger.iam.IamOperation;
import claviger.iam.Patterns;
import claviger.iam.Tagged;
import claviger.iam.Tags;
import java.util.List;

/// Takes tags from a role. One that is not there is no error.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html>
public final class UntagRole implements IamOperation<UntagRole.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 64) @Matches(Patterns.NAME)
            String roleName,

            @Audited @Required @Length(max = 50)
            List<@Length(min = 1, max = 128) @Matches(Patterns.TAG_KEY) String> tagKeys) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.role(request.roleName()).untagging(request.tagKeys());
    }

    @Override
    public Outcome<Nothing> handle(Request request, IamLeave leave) {
        return answer(new Nothing()).changing(Tags.taken(leave.needed(Tagged.class), request.tagKeys()));
    }
}
