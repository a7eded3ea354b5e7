package claviger.kms.grant;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Required;
import claviger.crypto.Randomness;
import claviger.kms.Grant;
import claviger.kms.GrantConstraints;
import claviger.kms.GrantOperation;
import claviger.kms.GrantTokens;
import claviger.kms.KeyState;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import claviger.kms.Principals;
import claviger.kms.ResourceQuotas;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lets a principal do some things with a KMS key.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html>
public final class CreateGrant implements KmsOperation<CreateGrant.Request, CreateGrant.Response> {

    /// Of a grant id, in bytes.
    private static final int ID = 32;

    private static final Set<KeyState> STATES = EnumSet.of(KeyState.ENABLED, KeyState.UPDATING, KeyState.UNAVAILABLE);

    private final Randomness random;
    private final GrantTokens tokens;
    private final ResourceQuotas quotas;

    public CreateGrant(Randomness random, GrantTokens tokens, ResourceQuotas quotas) {
        this.random = random;
        this.tokens = tokens;
        this.quotas = quotas;
    }

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,

            @Audited @Nullable @Length(min = 1, max = 256) @Matches(Principals.PATTERN)
            String granteePrincipal,

            @Audited @Nullable @Length(min = 1, max = 256) @Matches(Principals.PATTERN)
            String retiringPrincipal,

            @Audited @Required List<GrantOperation> operations,
            @Audited @Nullable GrantConstraints constraints,
            @Length(max = 10) List<@Length(min = 1, max = 8192) String> grantTokens,

            @Audited @Nullable @Length(min = 1, max = 256) @Matches("^[a-zA-Z0-9:/_-]+$")
            String name,

            boolean dryRun,

            @Audited @Nullable @Length(min = 1, max = 128) @Matches(Principals.SERVICE_PATTERN)
            String granteeServicePrincipal,

            @Audited @Nullable @Length(min = 1, max = 128) @Matches(Principals.SERVICE_PATTERN)
            String retiringServicePrincipal) {

        Grant.Terms terms() {
            return new Grant.Terms(
                    name,
                    granteePrincipal,
                    granteeServicePrincipal,
                    retiringPrincipal,
                    retiringServicePrincipal,
                    operations.stream().distinct().sorted().toList(),
                    GrantConstraints.NONE.equals(constraints) ? null : constraints);
        }
    }

    public record Response(String grantToken, @Audited String grantId) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public boolean dryRun(Request request) {
        return request.dryRun();
    }

    @Override
    public Needs needs(Request request) {
        return Needs.keyById(request.keyId(), STATES)
                .with(request.grantTokens())
                .saying(request.terms().facts());
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var key = leave.key();
        var asked = request.terms().checkedFor(key);
        var terms = asked.bound(leave.directory());
        var id = HexFormat.of().formatHex(random.bytes(ID));
        var grant = new Grant(key.account(), key.region(), key.id(), id, terms, leave.account(), leave.now(), 1);
        leave.requireMayMake(grant, asked.facts());
        var same = same(terms, leave);
        if (same != null) {
            return answer(new Response(tokens.issue(leave, same), same.id()));
        }
        quotas.admitGrant(leave.grants().size());
        return answer(new Response(tokens.issue(leave, grant), id)).changing(grant);
    }

    /// The grant that the same request has made before, `null` if there is none. Without a name there never
    /// is.
    private static @Nullable Grant same(Grant.Terms terms, Leave leave) {
        var name = terms.name();
        return name == null
                ? null
                : leave.grantsNamed(name).values().stream()
                        .filter(grant -> grant.answers(terms, leave.account()))
                        .findFirst()
                        .orElse(null);
    }
}
