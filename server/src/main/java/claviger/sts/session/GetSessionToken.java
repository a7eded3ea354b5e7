package claviger.sts.session;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Range;
import claviger.sts.Patterns;
import claviger.sts.SessionFacts;
import claviger.sts.StsLeave;
import claviger.sts.StsNeeds;
import claviger.sts.StsNeeds.MfaCode;
import claviger.sts.StsOperation;
import claviger.sts.answer.Credentials;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gives a user or root user temporary credentials of its own, with an MFA device's code if it
/// shows one.
///
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html>
public final class GetSessionToken implements StsOperation<GetSessionToken.Request, GetSessionToken.Response> {

    public record Request(
            @Audited @Nullable @Range(min = 900, max = 129_600)
            Integer durationSeconds,

            @Audited @Nullable @Length(min = 9, max = 256) @Matches(Patterns.SERIAL_NUMBER)
            String serialNumber,

            @Nullable @Length(min = 6, max = 6) @Matches(Patterns.TOKEN_CODE)
            String tokenCode) {}

    public record Response(@Audited Credentials credentials) {}

    @Override
    public boolean recordsResponse() {
        return true;
    }

    @Override
    public StsNeeds needs(Request request) {
        return new StsNeeds.OfOneself(MfaCode.of(request.serialNumber(), request.tokenCode()));
    }

    @Override
    public Outcome<Response> handle(Request request, StsLeave leave) {
        var caller = leave.caller();
        int seconds = Durations.ofOneself(request.durationSeconds(), caller.isRoot());
        var facts = new SessionFacts(
                caller.type(),
                caller.principalId(),
                "",
                leave.now(),
                leave.now().plusSeconds(seconds),
                leave.mfaAt(),
                Map.of(),
                Set.of(),
                null,
                null,
                null,
                List.of());
        return answer(new Response(leave.issue(caller.account(), facts)));
    }
}
