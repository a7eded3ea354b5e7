package claviger.kms;

import claviger.crypto.AsymmetricPrivateKey;
import claviger.crypto.AsymmetricPublicKey;
import claviger.crypto.Blob;
import claviger.crypto.Curve;
import claviger.crypto.EcPrivateKey;
import claviger.crypto.EcPublicKey;
import claviger.crypto.Ed25519PrivateKey;
import claviger.crypto.MlDsa;
import claviger.crypto.MlDsaPrivateKey;
import claviger.crypto.MlKem;
import claviger.crypto.MlKemPrivateKey;
import claviger.crypto.Randomness;
import claviger.crypto.RsaPrivateKey;
import claviger.crypto.SecretBytes;
import claviger.crypto.Sm2PrivateKey;
import claviger.crypto.Sm2PublicKey;
import java.util.Optional;

/// The key pairs behind asymmetric key specs. Their material at rest is PKCS#8.
public final class KeyPairs {

    /// In bytes; a key on the largest curve has 223.
    private static final int LONGEST_UNFRAMED = 1024;

    private final Randomness random;
    private final SlowWork slowWork;

    public KeyPairs(Randomness random, SlowWork slowWork) {
        this.random = random;
        this.slowWork = slowWork;
    }

    /// A new pair. One of RSA takes up to seconds, and so waits for its turn apart from everything that is quick.
    public AsymmetricPrivateKey generate(KeySpec spec) {
        return switch (spec) {
            case RSA_2048, RSA_3072, RSA_4096 -> slowWork.call(() -> RsaPrivateKey.generate(bits(spec)));
            case ECC_NIST_P256, ECC_NIST_P384, ECC_NIST_P521, ECC_SECG_P256K1 -> EcPrivateKey.generate(curve(spec));
            case ECC_NIST_EDWARDS25519 -> Ed25519PrivateKey.generate(random);
            case ML_DSA_44, ML_DSA_65, ML_DSA_87 -> MlDsaPrivateKey.generate(mlDsa(spec), random);
            case ML_KEM_512, ML_KEM_768, ML_KEM_1024 -> MlKemPrivateKey.generate(mlKem(spec), random);
            case SM2 -> Sm2PrivateKey.generate(random);
            case SYMMETRIC_DEFAULT, HMAC_224, HMAC_256, HMAC_384, HMAC_512 -> throw noPair(spec);
        };
    }

    /// The pair whose material this is, empty if it is not sound.
    static Optional<? extends AsymmetricPrivateKey> ofMaterial(KeySpec spec, SecretBytes pkcs8) {
        return switch (spec) {
            case RSA_2048, RSA_3072, RSA_4096 -> RsaPrivateKey.ofTrustedPkcs8(bits(spec), pkcs8);
            case ECC_NIST_P256, ECC_NIST_P384, ECC_NIST_P521, ECC_SECG_P256K1 ->
                EcPrivateKey.ofPkcs8(curve(spec), pkcs8);
            case ECC_NIST_EDWARDS25519 -> Ed25519PrivateKey.ofPkcs8(pkcs8);
            case ML_DSA_44, ML_DSA_65, ML_DSA_87 -> MlDsaPrivateKey.ofPkcs8(mlDsa(spec), pkcs8);
            case ML_KEM_512, ML_KEM_768, ML_KEM_1024 -> MlKemPrivateKey.ofPkcs8(mlKem(spec), pkcs8);
            case SM2 -> Sm2PrivateKey.ofPkcs8(pkcs8);
            case SYMMETRIC_DEFAULT, HMAC_224, HMAC_256, HMAC_384, HMAC_512 -> throw noPair(spec);
        };
    }

    /// The pair that somebody else has made, empty if it is not sound in every respect. With RSA that takes long.
    Optional<? extends AsymmetricPrivateKey> ofStranger(KeySpec spec, SecretBytes pkcs8) {
        return switch (spec) {
            case RSA_2048, RSA_3072, RSA_4096 -> slowWork.call(() -> RsaPrivateKey.ofPkcs8(bits(spec), pkcs8));
            default -> ofMaterial(spec, pkcs8);
        };
    }

    /// The same, in the form that has no frame of PKCS #8; empty for kinds of pairs that have no such form.
    Optional<? extends AsymmetricPrivateKey> ofUnframed(KeySpec spec, SecretBytes der) {
        var isOfCurve = spec.name().startsWith("ECC_") && spec != KeySpec.ECC_NIST_EDWARDS25519;
        if (!isOfCurve || der.length() > LONGEST_UNFRAMED) {
            return Optional.empty();
        }
        var framed = EcPrivateKey.framed(curve(spec), der);
        try {
            return ofStranger(spec, framed);
        } finally {
            framed.wipe();
        }
    }

    /// Somebody's public key for an agreement with a key of this spec; empty if it is none, or is not sound.
    public static Optional<? extends AsymmetricPublicKey> peer(KeySpec spec, Blob spki) {
        return spec == KeySpec.SM2 ? Sm2PublicKey.ofSpki(spki) : EcPublicKey.ofSpki(curve(spec), spki);
    }

    private static int bits(KeySpec spec) {
        return Integer.parseInt(spec.name().substring("RSA_".length()));
    }

    private static Curve curve(KeySpec spec) {
        return switch (spec) {
            case ECC_NIST_P256 -> Curve.P256;
            case ECC_NIST_P384 -> Curve.P384;
            case ECC_NIST_P521 -> Curve.P521;
            case ECC_SECG_P256K1 -> Curve.SECP256K1;
            default -> throw noPair(spec);
        };
    }

    private static MlDsa mlDsa(KeySpec spec) {
        return MlDsa.valueOf(spec.name());
    }

    private static MlKem mlKem(KeySpec spec) {
        return MlKem.valueOf(spec.name());
    }

    private static IllegalArgumentException noPair(KeySpec spec) {
        return new IllegalArgumentException("no such key pair: " + spec);
    }
}
