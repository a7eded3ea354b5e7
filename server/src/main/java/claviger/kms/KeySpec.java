package claviger.kms;

import static claviger.kms.KeyUsageType.ENCAPSULATE_DECAPSULATE;
import static claviger.kms.KeyUsageType.ENCRYPT_DECRYPT;
import static claviger.kms.KeyUsageType.GENERATE_VERIFY_MAC;
import static claviger.kms.KeyUsageType.KEY_AGREEMENT;
import static claviger.kms.KeyUsageType.SIGN_VERIFY;

import claviger.call.AwsException;
import claviger.call.CommonError;
import claviger.call.Region;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What kind of material a KMS key holds, and so which algorithms it knows.
///
/// <https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html>
public enum KeySpec {
    RSA_2048(ENCRYPT_DECRYPT, SIGN_VERIFY),
    RSA_3072(ENCRYPT_DECRYPT, SIGN_VERIFY),
    RSA_4096(ENCRYPT_DECRYPT, SIGN_VERIFY),
    ECC_NIST_P256(SIGN_VERIFY, KEY_AGREEMENT),
    ECC_NIST_P384(SIGN_VERIFY, KEY_AGREEMENT),
    ECC_NIST_P521(SIGN_VERIFY, KEY_AGREEMENT),
    ECC_SECG_P256K1(SIGN_VERIFY),
    SYMMETRIC_DEFAULT(ENCRYPT_DECRYPT),
    HMAC_224(GENERATE_VERIFY_MAC),
    HMAC_256(GENERATE_VERIFY_MAC),
    HMAC_384(GENERATE_VERIFY_MAC),
    HMAC_512(GENERATE_VERIFY_MAC),
    SM2(ENCRYPT_DECRYPT, SIGN_VERIFY, KEY_AGREEMENT),
    ML_DSA_44(SIGN_VERIFY),
    ML_DSA_65(SIGN_VERIFY),
    ML_DSA_87(SIGN_VERIFY),
    ECC_NIST_EDWARDS25519(SIGN_VERIFY),
    ML_KEM_512(ENCAPSULATE_DECAPSULATE),
    ML_KEM_768(ENCAPSULATE_DECAPSULATE),
    ML_KEM_1024(ENCAPSULATE_DECAPSULATE);

    @SuppressWarnings("ImmutableEnumChecker") // is never changed, and never handed out
    private final Set<KeyUsageType> usages;

    KeySpec(KeyUsageType... usages) {
        this.usages = EnumSet.copyOf(List.of(usages));
    }

    /// Whether a key of this spec can be made for this usage.
    public boolean isFor(KeyUsageType usage) {
        return usages.contains(usage);
    }

    /// @throws AwsException UnsupportedOperationException where AWS does not offer the spec: SM2 outside China
    public void refuseOutside(String region) {
        if (this == SM2 && !Region.partition(region).equals("aws-cn")) {
            throw KmsError.UNSUPPORTED_OPERATION.because("KeySpec %s is not supported in this Region.", this);
        }
    }

    /// The usage asked for; only a symmetric encryption key has one by default.
    ///
    /// @throws AwsException ValidationException if there is none, or it does not go with the spec
    public KeyUsageType usage(@Nullable KeyUsageType asked) {
        if (asked == null && this != SYMMETRIC_DEFAULT) {
            throw CommonError.VALIDATION.because(
                    "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.");
        }
        var usage = asked == null ? ENCRYPT_DECRYPT : asked;
        if (!isFor(usage)) {
            throw CommonError.VALIDATION.because("KeyUsage %s is not compatible with KeySpec %s", usage, this);
        }
        return usage;
    }

    public boolean isHmac() {
        return usages.contains(GENERATE_VERIFY_MAC);
    }

    /// Whether the material is a key pair.
    public boolean isAsymmetric() {
        return this != SYMMETRIC_DEFAULT && !isHmac();
    }

    public List<EncryptionAlgorithmSpec> encryptionAlgorithms() {
        return Arrays.stream(EncryptionAlgorithmSpec.values())
                .filter(algorithm -> algorithm.fits(this))
                .toList();
    }

    public List<SigningAlgorithmSpec> signingAlgorithms() {
        return Arrays.stream(SigningAlgorithmSpec.values())
                .filter(algorithm -> algorithm.fits(this))
                .toList();
    }

    public List<MacAlgorithmSpec> macAlgorithms() {
        return Arrays.stream(MacAlgorithmSpec.values())
                .filter(algorithm -> algorithm.fits(this))
                .toList();
    }
}
