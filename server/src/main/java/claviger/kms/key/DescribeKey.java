package claviger.kms.key;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import java.util.List;

/// Tells what is known of a KMS key.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html>
public final class DescribeKey implements KmsOperation<DescribeKey.Request, DescribeKey.Response> {

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,
            @Length(max = 10) List<@Length(min = 1, max = 8192) String> grantTokens) {}

    public record Response(KeyMetadata keyMetadata) {}

    @Override
    public Needs needs(Request request) {
        return Needs.anyKey(request.keyId()).with(request.grantTokens());
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        return answer(new Response(KeyMetadata.of(leave.key(), leave.related(), leave.now())));
    }
}
