package claviger.sts;

import claviger.call.Caller;
import claviger.iam.Credential;
import claviger.iam.Credentials;
import claviger.iam.Identities;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Temporary credentials. Whom they stand for is looked up anew each time, so that a session ends
/// with its role or user.
public record SessionCredentials(SessionTokens tokens, StsState state) implements Credentials {

    @Override
    public @Nullable Credential find(String accessKeyId, @Nullable String sessionToken) {
        if (sessionToken == null || !AccessKeyIds.isTemporary(accessKeyId)) {
            return null;
        }
        var opened = tokens.open(accessKeyId, sessionToken, state::domainKeys);
        if (opened == null) {
            return null;
        }
        var facts = opened.facts();
        var account = opened.account();
        var identities = state.identities(account);
        var issuerArn = issuerArn(facts, account, identities);
        if (issuerArn == null) {
            return null;
        }
        return new Credential(
                accessKeyId,
                account,
                arn(facts, account, issuerArn),
                principalId(facts, account),
                facts.type(),
                session(facts, issuerArn, identities),
                opened.number(),
                opened.secret());
    }

    /// `null` if the role or user is gone.
    private static @Nullable String issuerArn(SessionFacts facts, String account, Identities identities) {
        if (facts.issuerId().equals(account)) {
            return "arn:aws:iam::" + account + ":root";
        }
        var issuer = facts.type() == Caller.Type.ASSUMED_ROLE
                ? identities.roles().get(facts.issuerId())
                : identities.users().get(facts.issuerId());
        return issuer == null ? null : issuer.arn();
    }

    private static String arn(SessionFacts facts, String account, String issuerArn) {
        return switch (facts.type()) {
            case ROOT, IAM_USER -> issuerArn;
            // Without the role's path.
            case ASSUMED_ROLE ->
                "arn:aws:sts::" + account + ":assumed-role" + issuerArn.substring(issuerArn.lastIndexOf('/')) + "/"
                        + facts.name();
            case FEDERATED_USER -> "arn:aws:sts::" + account + ":federated-user/" + facts.name();
        };
    }

    private static String principalId(SessionFacts facts, String account) {
        return switch (facts.type()) {
            case ROOT, IAM_USER -> facts.issuerId();
            case ASSUMED_ROLE -> facts.issuerId() + ":" + facts.name();
            case FEDERATED_USER -> account + ":" + facts.name();
        };
    }

    private static Caller.Session session(SessionFacts facts, String issuerArn, Identities identities) {
        return new Caller.Session(
                facts.name(),
                issuerArn,
                facts.issuerId(),
                facts.issued(),
                facts.expires(),
                facts.mfaAt(),
                facts.tags(),
                facts.transitiveTagKeys(),
                facts.sourceIdentity(),
                facts.federatedProvider(),
                policies(facts, identities));
    }

    /// A managed policy is what it is now; one that is gone allows nothing.
    ///
    /// @return `null` for a session that nothing limits. A federated user's is always limited:
    ///     without policies, identity policies give it nothing.
    private static @Nullable List<String> policies(SessionFacts facts, Identities identities) {
        var documents = new ArrayList<String>();
        if (facts.policy() != null) {
            documents.add(facts.policy());
        }
        for (var arn : facts.policyArns()) {
            var policy = identities.policy(arn);
            if (policy != null) {
                documents.add(policy.document());
            }
        }
        var limited = facts.type() == Caller.Type.FEDERATED_USER
                || facts.policy() != null
                || !facts.policyArns().isEmpty();
        return limited ? List.copyOf(documents) : null;
    }
}
