package claviger.crypto;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.jspecify.annotations.Nullable;

/// Signs with ML-DSA (FIPS 204).
///
/// Signatures are hedged: they mix fresh randomness with the key, as FIPS 204 prefers, so that the
/// same message has another signature each time.
public final class MlDsaPrivateKey implements AsymmetricPrivateKey {

    private static final int RHO_LENGTH = 32;
    private static final int K_LENGTH = 32;
    private static final int TR_LENGTH = 64;
    private static final int POLYNOMIAL = 256;
    private static final int RANDOMIZER_LENGTH = 32;

    private final MlDsa parameterSet;

    /// What the key was made from; a key that came without it never gets one.
    private final @Nullable SecretBytes seed;

    private final SecretBytes expanded;
    private final MlDsaPublicKey publicKey;

    private MlDsaPrivateKey(
            MlDsa parameterSet, @Nullable SecretBytes seed, SecretBytes expanded, MlDsaPublicKey publicKey) {
        this.parameterSet = parameterSet;
        this.seed = seed;
        this.expanded = expanded;
        this.publicKey = publicKey;
    }

    /// A new key pair, from a random seed, which is kept.
    public static MlDsaPrivateKey generate(MlDsa parameterSet, Randomness random) {
        var seed = random.secret(MlDsa.SEED_LENGTH);
        try {
            return ofSeed(parameterSet, seed);
        } finally {
            seed.wipe();
        }
    }

    /// The key pair that FIPS 204 makes from this seed ξ, always the same.
    ///
    /// @param seed 32 bytes; a copy is kept
    /// @throws IllegalArgumentException if the seed has another length
    public static MlDsaPrivateKey ofSeed(MlDsa parameterSet, SecretBytes seed) {
        if (seed.length() != MlDsa.SEED_LENGTH) {
            throw new IllegalArgumentException("an ML-DSA seed has 32 bytes, not " + seed.length());
        }
        // a copy for each, since the parameters wipe what they are given
        var parameters = new MLDSAPrivateKeyParameters(parameterSet.parameters(), seed.expose());
        return of(parameterSet, SecretBytes.adopt(seed.expose()), parameters)
                .orElseThrow(() -> new IllegalStateException("an ML-DSA key pair does not fit together"));
    }

    /// Reads a DER PrivateKeyInfo of RFC 9881: the seed, the expanded key, or both. Empty unless it
    /// is one of this parameter set to the byte, and a key whose parts fit together: seed and
    /// expanded key, the hash of the public key, the ranges of the secret polynomials, and a
    /// signature that verifies. (An expanded key whose s2 and t0 are slightly off passes: hardly
    /// any of its signatures is wrong, and it harms nobody but who made it.)
    public static Optional<MlDsaPrivateKey> ofPkcs8(MlDsa parameterSet, SecretBytes pkcs8) {
        return parameterSet.forms.readPrivate(
                pkcs8,
                seed -> ofSeed(parameterSet, seed),
                expanded -> ofExpanded(parameterSet, expanded),
                key -> key.expanded);
    }

    private static Optional<MlDsaPrivateKey> ofExpanded(MlDsa parameterSet, SecretBytes expanded) {
        return expanded.use(bytes -> secretsAreInRange(parameterSet, bytes)
                ? Untrusted.attempt(() -> new MLDSAPrivateKeyParameters(parameterSet.parameters(), bytes))
                        .flatMap(parameters -> of(parameterSet, null, parameters))
                : Optional.empty());
    }

    private static Optional<MlDsaPrivateKey> of(
            MlDsa parameterSet, @Nullable SecretBytes seed, MLDSAPrivateKeyParameters parameters) {
        var publicKey = MlDsaPublicKey.ofRaw(parameterSet, Blob.adopt(parameters.getPublicKey()))
                .orElseThrow();
        var key = new MlDsaPrivateKey(parameterSet, seed, SecretBytes.adopt(parameters.getEncoded()), publicKey);
        parameters.destroy();
        return key.fitsItself() ? Optional.of(key) : Optional.empty();
    }

    /// FIPS 204, algorithm 25: s1 and s2 of an encoding from elsewhere may lie outside of [-η, η].
    /// A coefficient is encoded as η minus itself.
    private static boolean secretsAreInRange(MlDsa parameterSet, byte[] expanded) {
        int bits = parameterSet.bitsOfS;
        int mask = (1 << bits) - 1;
        int twiceEta = bits == 3 ? 4 : 8;
        int at = (RHO_LENGTH + K_LENGTH + TR_LENGTH) * Byte.SIZE;
        int outside = 0;
        for (int i = 0; i < POLYNOMIAL * (parameterSet.l + parameterSet.k); i++) {
            int twoBytes = Byte.toUnsignedInt(expanded[at / 8]) + (expanded[at / 8 + 1] << 8);
            outside |= twiceEta - ((twoBytes >> (at % 8)) & mask);
            at += bits;
        }
        return outside >= 0;
    }

    /// The pairwise consistency test of FIPS 140-3. Deterministic, so that it needs no randomness.
    private boolean fitsItself() {
        var mu = new byte[MlDsa.MU_LENGTH];
        return publicKey.verifyMu(mu, signMuWithInsecureRandomizer(mu, new byte[RANDOMIZER_LENGTH]));
    }

    /// Which sizes it has.
    public MlDsa parameterSet() {
        return parameterSet;
    }

    /// The other half of the pair.
    @Override
    public MlDsaPublicKey publicKey() {
        return publicKey;
    }

    /// DER PrivateKeyInfo (RFC 9881): of the seed where it is known, else of the expanded key.
    @Override
    public SecretBytes pkcs8() {
        return parameterSet.forms.writePrivate(seed, expanded);
    }

    /// The signature of a message of any length, with an empty context.
    public Blob sign(byte[] message, Randomness random) {
        return random.secret(RANDOMIZER_LENGTH).use(bytes -> signWithInsecureRandomizer(message, bytes));
    }

    /// The signature of the message that μ represents: one that [MlDsaPublicKey#verify] takes for
    /// that message.
    ///
    /// @param mu 64 bytes
    /// @throws IllegalArgumentException if μ has another length
    public Blob signMu(byte[] mu, Randomness random) {
        return random.secret(RANDOMIZER_LENGTH).use(bytes -> signMuWithInsecureRandomizer(mu, bytes));
    }

    /// For known answers: with zeros, the deterministic variant.
    Blob signWithInsecureRandomizer(byte[] message, byte[] randomizer) {
        return sign(randomizer, signer -> {
            signer.update(message, 0, message.length);
            return signer.generateSignature();
        });
    }

    /// The same for μ.
    Blob signMuWithInsecureRandomizer(byte[] mu, byte[] randomizer) {
        MlDsaPublicKey.requireMu(mu);
        return sign(randomizer, signer -> signer.generateMuSignature(mu));
    }

    private interface Signing {
        byte[] with(MLDSASigner signer) throws CryptoException;
    }

    private Blob sign(byte[] randomizer, Signing signing) {
        return withParameters(parameters -> {
            var signer = new MLDSASigner();
            signer.init(true, new ParametersWithRandom(parameters, Draws.repeating(randomizer)));
            try {
                return Blob.adopt(signing.with(signer));
            } catch (CryptoException impossible) {
                throw new IllegalStateException("ML-DSA cannot sign", impossible);
            }
        });
    }

    /// The expanded key is handed over in its parts, of which nothing is derived again: that would
    /// take as long as a signature.
    private <R> R withParameters(Function<MLDSAPrivateKeyParameters, R> borrower) {
        int s = POLYNOMIAL / 8 * parameterSet.bitsOfS;
        return expanded.use(bytes -> {
            int k = RHO_LENGTH;
            int tr = k + K_LENGTH;
            int s1 = tr + TR_LENGTH;
            int s2 = s1 + s * parameterSet.l;
            int t0 = s2 + s * parameterSet.k;
            var parts = new byte[][] {
                Arrays.copyOf(bytes, k),
                Arrays.copyOfRange(bytes, k, tr),
                Arrays.copyOfRange(bytes, tr, s1),
                Arrays.copyOfRange(bytes, s1, s2),
                Arrays.copyOfRange(bytes, s2, t0),
                Arrays.copyOfRange(bytes, t0, bytes.length)
            };
            var parameters = new MLDSAPrivateKeyParameters(
                    parameterSet.parameters(),
                    parts[0],
                    parts[1],
                    parts[2],
                    parts[3],
                    parts[4],
                    parts[5],
                    publicKey.t1());
            try {
                return borrower.apply(parameters);
            } finally {
                parameters.destroy();
                for (var part : parts) {
                    Arrays.fill(part, (byte) 0);
                }
            }
        });
    }

    /// Overwrites the key. Using it afterwards is a [SecretBytes.WipedException].
    @Override
    public void wipe() {
        expanded.wipe();
        if (seed != null) {
            seed.wipe();
        }
    }

    @Override
    public boolean isWiped() {
        return expanded.isWiped();
    }

    @Override
    public String toString() {
        return "MlDsaPrivateKey[" + parameterSet + "]";
    }
}
