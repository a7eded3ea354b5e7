package claviger.kms;

import claviger.crypto.AsymmetricPrivateKey;
import claviger.crypto.Blob;
import claviger.crypto.Oaep;
import claviger.crypto.Randomness;
import claviger.crypto.RsaAesKeyWrap;
import claviger.crypto.RsaPrivateKey;
import claviger.crypto.SecretBytes;
import claviger.crypto.Sm2PrivateKey;
import java.util.Optional;

/// How key material is wrapped for its import.
///
/// <https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-get-public-key-and-token.html>
public enum AlgorithmSpec {
    /// AWS refuses it since October 2023.
    RSAES_PKCS1_V1_5,
    RSAES_OAEP_SHA_1,
    RSAES_OAEP_SHA_256,
    RSA_AES_KEY_WRAP_SHA_1,
    RSA_AES_KEY_WRAP_SHA_256,
    SM2PKE;

    /// Whether it wraps material of a key spec under a wrapping key of another.
    public boolean fits(KeySpec material, WrappingKeySpec by) {
        return switch (this) {
            case RSAES_PKCS1_V1_5 -> false;
            case RSAES_OAEP_SHA_1, RSAES_OAEP_SHA_256 -> by != WrappingKeySpec.SM2 && isShort(material, by);
            case RSA_AES_KEY_WRAP_SHA_1, RSA_AES_KEY_WRAP_SHA_256 -> by != WrappingKeySpec.SM2;
            case SM2PKE -> by == WrappingKeySpec.SM2;
        };
    }

    /// Whether OAEP can hold the material: that of P-521 has 241 bytes, and 2048 bits hold 214 at most.
    private static boolean isShort(KeySpec material, WrappingKeySpec by) {
        return switch (material) {
            case RSA_2048, RSA_3072, RSA_4096 -> false;
            case ECC_NIST_P521 -> by != WrappingKeySpec.RSA_2048;
            default -> true;
        };
    }

    /// The material, or empty if it was not wrapped for this key in this way, whatever the difference.
    Optional<SecretBytes> unwrap(AsymmetricPrivateKey key, Blob wrapped, Randomness random) {
        return switch (this) {
            case RSAES_PKCS1_V1_5 -> Optional.empty();
            case RSAES_OAEP_SHA_1 -> ((RsaPrivateKey) key).decrypt(Oaep.SHA_1, wrapped);
            case RSAES_OAEP_SHA_256 -> ((RsaPrivateKey) key).decrypt(Oaep.SHA_256, wrapped);
            case RSA_AES_KEY_WRAP_SHA_1 -> RsaAesKeyWrap.unwrap((RsaPrivateKey) key, Oaep.SHA_1, wrapped, random);
            case RSA_AES_KEY_WRAP_SHA_256 -> RsaAesKeyWrap.unwrap((RsaPrivateKey) key, Oaep.SHA_256, wrapped, random);
            case SM2PKE -> ((Sm2PrivateKey) key).decrypt(wrapped);
        };
    }
}
