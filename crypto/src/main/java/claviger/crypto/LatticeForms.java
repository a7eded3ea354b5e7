package claviger.crypto;

import static claviger.crypto.DerForm.field;
import static claviger.crypto.DerForm.integer;
import static claviger.crypto.DerForm.objectIdentifier;
import static claviger.crypto.DerForm.octetString;
import static claviger.crypto.DerForm.sequence;
import static claviger.crypto.DerForm.tagged;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How the keys of ML-DSA (RFC 9881) and of ML-KEM (RFC 9935) are written, which is the same but
/// for the lengths: the public key as its bytes, the private key as its seed, as what the seed
/// expands to, or as both.
final class LatticeForms {

    /// `[0] IMPLICIT OCTET STRING`
    private static final int SEED = 0x80;

    /// The arc nistAlgorithms, 2.16.840.1.101.3.4
    private static final String NIST_ALGORITHMS = "60864801650304";

    private final DerForm spki;
    private final DerForm seedOnly;
    private final DerForm expandedOnly;
    private final DerForm both;

    /// @param arc the last two numbers of the object identifier under nistAlgorithms, in hex
    LatticeForms(String arc, int seedLength, int expandedLength, int publicLength) {
        // Without parameters, as both RFCs have it: not even NULL.
        var algorithm = sequence(objectIdentifier(NIST_ALGORITHMS + arc));
        this.spki = sequence(algorithm, DerForm.bitString(field(publicLength)));
        this.seedOnly = privateKey(algorithm, tagged(SEED, field(seedLength)));
        this.expandedOnly = privateKey(algorithm, octetString(field(expandedLength)));
        this.both = privateKey(algorithm, sequence(octetString(field(seedLength)), octetString(field(expandedLength))));
    }

    /// Version 0, without attributes and without the public key (RFC 5958).
    private static DerForm privateKey(DerForm algorithm, DerForm key) {
        return sequence(integer(0), algorithm, octetString(key));
    }

    Blob writePublic(Blob raw) {
        return Blob.adopt(spki.write(raw.shared()));
    }

    Optional<Blob> readPublic(Blob der) {
        return spki.matches(der.shared()) ? Optional.of(Blob.adopt(spki.read(der.shared(), 0))) : Optional.empty();
    }

    /// The seed alone where there is one: all else follows from it, and cannot contradict it.
    SecretBytes writePrivate(@Nullable SecretBytes seed, SecretBytes expanded) {
        var der = seed == null ? expanded.use(expandedOnly::write) : seed.use(seedOnly::write);
        return SecretBytes.adopt(der);
    }

    /// Reads a private key. Empty unless it has one of the three forms to the byte, and unless,
    /// where both are given, the expanded key is what its seed expands to.
    ///
    /// What is lent to the functions is wiped afterwards.
    <K> Optional<K> readPrivate(
            SecretBytes pkcs8,
            Function<SecretBytes, K> ofSeed,
            Function<SecretBytes, Optional<K>> ofExpanded,
            Function<K, SecretBytes> expanded) {
        return pkcs8.use(der -> {
            if (seedOnly.matches(der)) {
                return lend(seedOnly, der, 0, ofSeed.andThen(Optional::of));
            }
            if (expandedOnly.matches(der)) {
                return lend(expandedOnly, der, 0, ofExpanded);
            }
            if (both.matches(der)) {
                var key = lend(both, der, 0, ofSeed);
                return lend(both, der, 1, given -> given.sameAs(expanded.apply(key)))
                        ? Optional.of(key)
                        : Optional.empty();
            }
            return Optional.empty();
        });
    }

    private static <R> R lend(DerForm form, byte[] der, int field, Function<SecretBytes, R> borrower) {
        var secret = SecretBytes.adopt(form.read(der, field));
        try {
            return borrower.apply(secret);
        } finally {
            secret.wipe();
        }
    }
}
