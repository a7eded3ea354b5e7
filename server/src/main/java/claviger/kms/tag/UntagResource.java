package claviger.kms.tag;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Operation;
import claviger.call.Required;
import claviger.kms.Facts;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import claviger.kms.Tag;
import java.util.List;

/// Takes tags from a KMS key.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_UntagResource.html>
public final class UntagResource implements KmsOperation<UntagResource.Request, Operation.Nothing> {

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,
            @Audited @Required List<@Length(min = 1, max = 128) String> tagKeys) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public Needs needs(Request request) {
        return Needs.keyById(request.keyId(), Needs.NOT_PENDING_DELETION)
                .saying(Facts.NONE.withAll("aws:tagkeys", request.tagKeys()));
    }

    @Override
    public Outcome<Nothing> handle(Request request, Leave leave) {
        var key = leave.key();
        return answer(new Nothing()).changing(key.taggedAs(Tag.removed(key.tags(), request.tagKeys())));
    }
}
