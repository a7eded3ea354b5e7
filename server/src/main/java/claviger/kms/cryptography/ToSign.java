package claviger.kms.cryptography;

import claviger.call.AwsException;
import claviger.call.CommonError;
import claviger.crypto.AsymmetricPrivateKey;
import claviger.crypto.Blob;
import claviger.crypto.Digest;
import claviger.crypto.EcPrivateKey;
import claviger.crypto.Ed25519PrivateKey;
import claviger.crypto.Hash;
import claviger.crypto.MlDsa;
import claviger.crypto.MlDsaPrivateKey;
import claviger.crypto.Randomness;
import claviger.crypto.RsaPadding;
import claviger.crypto.RsaPrivateKey;
import claviger.crypto.Sm2;
import claviger.crypto.Sm2PrivateKey;
import claviger.kms.Key;
import claviger.kms.KmsError;
import claviger.kms.SigningAlgorithmSpec;
import org.jspecify.annotations.Nullable;

/// What is to be signed, or was: an algorithm, and a message in one of its forms.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html>
@SuppressWarnings("ArrayRecordComponent") // lent by the request, and no longer needed than it
record ToSign(SigningAlgorithmSpec algorithm, MessageType type, byte[] message) {

    /// @throws AwsException InvalidKeyUsageException if the key does not know the algorithm, ValidationException if the
    ///     algorithm does not take such a message
    static ToSign of(Key key, SigningAlgorithmSpec algorithm, @Nullable MessageType asked, byte[] message) {
        if (!algorithm.fits(key.spec())) {
            throw KmsError.INVALID_KEY_USAGE.because(
                    "Algorithm %s is incompatible with key spec %s.", algorithm, key.spec());
        }
        var type = asked == null ? MessageType.RAW : asked;
        var length = switch (type) {
            case RAW -> algorithm == SigningAlgorithmSpec.ED25519_PH_SHA_512 ? -1 : message.length;
            case DIGEST -> digestLength(algorithm);
            case EXTERNAL_MU -> algorithm == SigningAlgorithmSpec.ML_DSA_SHAKE_256 ? MlDsa.MU_LENGTH : -1;
        };
        if (length < 0) {
            throw CommonError.VALIDATION.because("MessageType %s is not valid for algorithm %s.", type, algorithm);
        }
        if (message.length != length) {
            throw CommonError.VALIDATION.because(
                    type == MessageType.DIGEST
                            ? "Digest is invalid length for algorithm %s."
                            : "Message is invalid length for algorithm %s.",
                    algorithm);
        }
        return new ToSign(algorithm, type, message);
    }

    /// In bytes; -1 for an algorithm that takes no digest.
    private static int digestLength(SigningAlgorithmSpec algorithm) {
        return switch (algorithm) {
            case ED25519_SHA_512, ML_DSA_SHAKE_256 -> -1;
            case SM2DSA -> Sm2.DIGEST_LENGTH;
            default -> hash(algorithm).length();
        };
    }

    private static Hash hash(SigningAlgorithmSpec algorithm) {
        var name = algorithm.name();
        return Hash.valueOf(name.substring(name.indexOf("SHA_")));
    }

    private RsaPadding padding() {
        return algorithm.name().startsWith("RSASSA_PSS") ? RsaPadding.PSS : RsaPadding.PKCS1_V1_5;
    }

    private Digest digest() {
        var hash = hash(algorithm);
        return type == MessageType.DIGEST ? new Digest(hash, Blob.copyOf(message)) : hash.digest(message);
    }

    Blob signedBy(AsymmetricPrivateKey pair, Randomness random) {
        return switch (pair) {
            case RsaPrivateKey rsa -> rsa.sign(padding(), digest(), random);
            case EcPrivateKey ec -> ec.sign(digest());
            case Ed25519PrivateKey ed25519 ->
                type == MessageType.DIGEST ? ed25519.signPrehash(message) : ed25519.sign(message);
            case MlDsaPrivateKey mlDsa ->
                type == MessageType.EXTERNAL_MU ? mlDsa.signMu(message, random) : mlDsa.sign(message, random);
            case Sm2PrivateKey sm2 ->
                type == MessageType.DIGEST ? sm2.signDigest(message, random) : sm2.sign(message, random);
            default -> throw new IllegalStateException("this key pair signs nothing");
        };
    }

    boolean isSigned(AsymmetricPrivateKey pair, Blob signature) {
        return switch (pair) {
            case RsaPrivateKey rsa -> rsa.publicKey().verify(padding(), digest(), signature);
            case EcPrivateKey ec -> ec.publicKey().verify(digest(), signature);
            case Ed25519PrivateKey ed25519 ->
                type == MessageType.DIGEST
                        ? ed25519.publicKey().verifyPrehash(message, signature)
                        : ed25519.publicKey().verify(message, signature);
            case MlDsaPrivateKey mlDsa ->
                type == MessageType.EXTERNAL_MU
                        ? mlDsa.publicKey().verifyMu(message, signature)
                        : mlDsa.publicKey().verify(message, signature);
            case Sm2PrivateKey sm2 ->
                type == MessageType.DIGEST
                        ? sm2.publicKey().verifyDigest(message, signature)
                        : sm2.publicKey().verify(message, signature);
            default -> throw new IllegalStateException("this key pair signs nothing");
        };
    }
}
