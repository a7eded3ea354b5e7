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
import claviger.iam.answer.Tag;
import java.util.List;

/// Puts tags to a user.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagUser.html>
public final class TagUser implements IamOperation<TagUser.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 128) @Matches(Patterns.NAME)
            String userName,

            @Audited @Required @Length(max = 50) List<Tag> tags) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public IamNeeds needs(Request request) {
        return IamNeeds.user(request.userName()).tagging(request.tags());
    }

    @Override
    public Outcome<Nothing> handle(Request request, IamLeave leave) {
        return answer(new Nothing()).changing(Tags.put(leave.needed(Tagged.class), request.tags()));
    }
}
