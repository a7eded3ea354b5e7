package claviger.kms;

import claviger.call.CommonError;
import claviger.call.Noun;
import claviger.call.RowId;
import claviger.iam.Binding;
import claviger.iam.Directory;
import claviger.policy.GrantTerms;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Lets one principal do some things with one KMS key, until it is retired or revoked. It never changes.
///
/// @param account of the key
/// @param region of the key
/// @param id 64 lower-case hex digits
/// @param issuer the account that made it, 12 digits
public record Grant(
        String account,
        String region,
        String keyId,
        String id,
        Terms terms,
        String issuer,
        Instant created,
        long version)
        implements Noun {

    @Override
    public RowId rowId() {
        return new RowId(RowId.Table.KMS_GRANT, account, region, keyId + "/" + id);
    }

    /// The ARN of the key.
    public String keyArn() {
        return Key.arn(account, region, keyId);
    }

    /// As decisions read it.
    GrantTerms asTerms() {
        var constraints = terms.constraints() == null ? GrantConstraints.NONE : terms.constraints();
        return new GrantTerms(
                id,
                terms.operations().stream().map(GrantOperation::wireName).collect(Collectors.toUnmodifiableSet()),
                constraints.encryptionContextEquals(),
                constraints.encryptionContextSubset(),
                constraints.sourceArn());
    }

    /// Whether the same account asked for the same under the same name, so that asking again makes no other.
    public boolean answers(Terms others, String account) {
        return terms.name() != null && terms.equals(others) && issuer.equals(account);
    }

    /// What was asked for.
    ///
    /// @param name `null` if every request is to make another grant
    /// @param granteePrincipal an ARN, or a service; this or the next
    /// @param granteeServicePrincipal a service that acts for a resource
    /// @param retiringPrincipal an ARN, or a service; this, the next or none
    /// @param operations each once, in the order of the enum
    public record Terms(
            @Nullable String name,
            @Nullable String granteePrincipal,
            @Nullable String granteeServicePrincipal,
            @Nullable String retiringPrincipal,
            @Nullable String retiringServicePrincipal,
            List<GrantOperation> operations,
            @Nullable GrantConstraints constraints) {

        private static final int MOST_PAIRS = 8;
        private static final int LONGEST_VALUE = 384;

        /// Who is permitted, whichever member names it.
        public String grantee() {
            var grantee = granteePrincipal == null ? granteeServicePrincipal : granteePrincipal;
            if (grantee == null) {
                throw new IllegalStateException("a grant without a grantee");
            }
            return grantee;
        }

        /// Who may retire the grant, whichever member names it.
        public @Nullable String retirer() {
            return retiringPrincipal == null ? retiringServicePrincipal : retiringPrincipal;
        }

        /// What a request that makes such a grant says of itself.
        public Facts facts() {
            var facts = Facts.of("kms:granteeprincipal", granteePrincipal)
                    .with("kms:granteeserviceprincipal", granteeServicePrincipal)
                    .with("kms:retiringprincipal", retiringPrincipal)
                    .with("kms:retiringserviceprincipal", retiringServicePrincipal)
                    .withAll(
                            "kms:grantoperations",
                            operations.stream().map(GrantOperation::wireName).toList());
            return constraints == null
                    ? facts
                    : constraints.facts(facts).with("kms:grantconstraintsourcearn", constraints.sourceArn());
        }

        /// What a request that retires such a grant says of itself.
        public Facts factsOfRetiring() {
            return constraints == null ? Facts.NONE : constraints.facts(Facts.NONE);
        }

        /// These terms with the unique ids of the principals that have one.
        ///
        /// @throws claviger.call.AwsException InvalidArnException if one is not there
        public Terms bound(Directory directory) {
            return new Terms(
                    name,
                    bound(granteePrincipal, directory),
                    granteeServicePrincipal,
                    bound(retiringPrincipal, directory),
                    retiringServicePrincipal,
                    operations,
                    constraints);
        }

        private static @Nullable String bound(@Nullable String principal, Directory directory) {
            try {
                return principal == null ? null : Binding.bound(principal, directory);
            } catch (Binding.UnknownPrincipalException e) {
                throw KmsError.INVALID_ARN.because("ARN does not refer to a valid principal: %s", principal);
            }
        }

        /// These terms, if a grant on the key can have them.
        ///
        /// @throws claviger.call.AwsException InvalidArnException for what cannot be a principal,
        ///     ValidationException for whatever else contradicts itself or the key
        public Terms checkedFor(Key key) {
            checkPrincipals(key.region());
            checkOperations(key);
            if (constraints != null) {
                checkConstraints(key, constraints);
            }
            return this;
        }

        private void checkPrincipals(String region) {
            if ((granteePrincipal == null) == (granteeServicePrincipal == null)) {
                throw CommonError.VALIDATION.because(
                        "You must specify either GranteePrincipal or GranteeServicePrincipal, but not both.");
            }
            if (retiringPrincipal != null && retiringServicePrincipal != null) {
                throw CommonError.VALIDATION.because(
                        "You can specify either RetiringPrincipal or RetiringServicePrincipal, but not both.");
            }
            if (granteeServicePrincipal != null && retirer() == null) {
                throw CommonError.VALIDATION.because("A grant to a GranteeServicePrincipal must have a"
                        + " RetiringPrincipal or a RetiringServicePrincipal.");
            }
            if (granteeServicePrincipal != null && (constraints == null || constraints.sourceArn() == null)) {
                throw CommonError.VALIDATION.because(
                        "A grant to a GranteeServicePrincipal must have a SourceArn constraint.");
            }
            Stream.of(granteePrincipal, retiringPrincipal)
                    .filter(principal -> principal != null)
                    .forEach(principal -> Principals.checked(principal, region));
        }

        private void checkOperations(Key key) {
            if (operations.isEmpty()) {
                throw CommonError.VALIDATION.because("A grant must contain at least one operation.");
            }
            if (operations.equals(List.of(GrantOperation.CREATE_GRANT))) {
                throw CommonError.VALIDATION.because("Grants must not contain only the CreateGrant operation.");
            }
            for (var operation : operations) {
                if (!operation.fits(key.spec(), key.usage())) {
                    throw CommonError.VALIDATION.because(
                            "The operation %s is not supported by the key %s.", operation.wireName(), key.arn());
                }
            }
        }

        private static void checkConstraints(Key key, GrantConstraints constraints) {
            var subset = constraints.encryptionContextSubset();
            var equal = constraints.encryptionContextEquals();
            if (subset != null && equal != null) {
                throw CommonError.VALIDATION.because("More than one constraint supplied");
            }
            var context = subset == null ? equal : subset;
            if (context != null) {
                checkContext(key, context);
            }
        }

        private static void checkContext(Key key, Map<String, String> context) {
            if (key.spec() != KeySpec.SYMMETRIC_DEFAULT) {
                throw CommonError.VALIDATION.because(
                        "An encryption context constraint needs a symmetric encryption key, which %s is not.",
                        key.arn());
            }
            if (context.size() > MOST_PAIRS) {
                throw CommonError.VALIDATION.because(
                        "An encryption context constraint may have at most %s pairs.", MOST_PAIRS);
            }
            if (context.values().stream().anyMatch(value -> value.length() > LONGEST_VALUE)) {
                throw CommonError.VALIDATION.because(
                        "A value in an encryption context constraint may have at most %s characters.", LONGEST_VALUE);
            }
        }
    }
}
