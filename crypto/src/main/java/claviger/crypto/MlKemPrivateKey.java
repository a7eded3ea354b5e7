package claviger.crypto;

import java.util.Optional;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.mlkem.MLKEMEngine;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.jspecify.annotations.Nullable;

/// Finds shared secrets with ML-KEM (FIPS 203).
public final class MlKemPrivateKey implements AsymmetricPrivateKey {

    private static final int MESSAGE_LENGTH = 32;

    private final MlKem parameterSet;

    /// What the key was made from; a key that came without it never gets one.
    private final @Nullable SecretBytes seed;

    private final SecretBytes expanded;
    private final MlKemPublicKey publicKey;

    private MlKemPrivateKey(
            MlKem parameterSet, @Nullable SecretBytes seed, SecretBytes expanded, MlKemPublicKey publicKey) {
        this.parameterSet = parameterSet;
        this.seed = seed;
        this.expanded = expanded;
        this.publicKey = publicKey;
    }

    /// A new key pair, from a random seed, which is kept.
    public static MlKemPrivateKey generate(MlKem parameterSet, Randomness random) {
        var seed = random.secret(MlKem.SEED_LENGTH);
        try {
            return ofSeed(parameterSet, seed);
        } finally {
            seed.wipe();
        }
    }

    /// The key pair that FIPS 203 makes from this seed, d and z one behind the other, always the
    /// same.
    ///
    /// @param seed 64 bytes; a copy is kept
    /// @throws IllegalArgumentException if the seed has another length
    public static MlKemPrivateKey ofSeed(MlKem parameterSet, SecretBytes seed) {
        if (seed.length() != MlKem.SEED_LENGTH) {
            throw new IllegalArgumentException("an ML-KEM seed has 64 bytes, not " + seed.length());
        }
        // a copy for each, since the parameters wipe what they are given
        var parameters = new MLKEMPrivateKeyParameters(parameterSet.parameters(), seed.expose());
        return of(parameterSet, SecretBytes.adopt(seed.expose()), parameters)
                .orElseThrow(() -> new IllegalStateException("an ML-KEM key pair does not fit together"));
    }

    /// Reads a DER PrivateKeyInfo of RFC 9935: the seed, the expanded key, or both. Empty unless it
    /// is one of this parameter set to the byte, and a key whose parts fit together: seed and
    /// expanded key, the hash of the public key, all coefficients below the modulus, and a secret
    /// that both sides find.
    public static Optional<MlKemPrivateKey> ofPkcs8(MlKem parameterSet, SecretBytes pkcs8) {
        return parameterSet.forms.readPrivate(
                pkcs8,
                seed -> ofSeed(parameterSet, seed),
                expanded -> ofExpanded(parameterSet, expanded),
                key -> key.expanded);
    }

    private static Optional<MlKemPrivateKey> ofExpanded(MlKem parameterSet, SecretBytes expanded) {
        return expanded.use(bytes -> Untrusted.attempt(
                        () -> new MLKEMPrivateKeyParameters(parameterSet.parameters(), bytes))
                // looks at the beginning of the expanded key, which is the secret vector
                .filter(_ -> MLKEMEngine.getInstance(parameterSet.parameters()).checkModulus(bytes))
                .flatMap(parameters -> of(parameterSet, null, parameters)));
    }

    private static Optional<MlKemPrivateKey> of(
            MlKem parameterSet, @Nullable SecretBytes seed, MLKEMPrivateKeyParameters parameters) {
        var expanded = SecretBytes.adopt(parameters.getEncoded());
        var publicKey = MlKemPublicKey.ofRaw(parameterSet, Blob.adopt(parameters.getPublicKey()));
        parameters.destroy();
        return publicKey
                .map(raw -> new MlKemPrivateKey(parameterSet, seed, expanded, raw))
                .filter(MlKemPrivateKey::fitsItself);
    }

    /// The pairwise consistency test of FIPS 140-3. Deterministic, so that it needs no randomness.
    private boolean fitsItself() {
        var made = publicKey.encapsulateInsecurely(new byte[MESSAGE_LENGTH]);
        return decapsulate(made.ciphertext())
                .filter(made.sharedSecret()::sameAs)
                .isPresent();
    }

    /// Which sizes it has.
    public MlKem parameterSet() {
        return parameterSet;
    }

    /// The other half of the pair.
    @Override
    public MlKemPublicKey publicKey() {
        return publicKey;
    }

    /// DER PrivateKeyInfo (RFC 9935): of the seed where it is known, else of the expanded key.
    @Override
    public SecretBytes pkcs8() {
        return parameterSet.forms.writePrivate(seed, expanded);
    }

    /// The secret of 32 bytes that the ciphertext was made for. Empty only for a ciphertext of
    /// another length: every other one has a secret, and who did not make it with this public key
    /// cannot know which (FIPS 203, implicit rejection).
    public Optional<SecretBytes> decapsulate(Blob ciphertext) {
        if (ciphertext.length() != parameterSet.ciphertextLength()) {
            return Optional.empty();
        }
        return Optional.of(expanded.use(bytes -> {
            var parameters = new MLKEMPrivateKeyParameters(parameterSet.parameters(), bytes);
            try {
                return SecretBytes.adopt(new MLKEMExtractor(parameters).extractSecret(ciphertext.shared()));
            } finally {
                parameters.destroy();
            }
        }));
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
        return "MlKemPrivateKey[" + parameterSet + "]";
    }
}
