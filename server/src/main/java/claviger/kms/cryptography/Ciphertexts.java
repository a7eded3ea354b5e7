package claviger.kms.cryptography;

import claviger.call.CommonError;
import claviger.crypto.Blob;
import claviger.crypto.Envelope;
import claviger.crypto.SecretBytes;
import claviger.kms.EncryptionAlgorithmSpec;
import claviger.kms.Key;
import claviger.kms.KeyUsageType;
import claviger.kms.KmsError;
import claviger.kms.Leave;
import claviger.kms.Needs;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Ciphertexts that are made, and come back. Under a symmetric key a ciphertext names its key, and a key in the
/// request can only insist on it; under a key pair it names none.
final class Ciphertexts {

    private Ciphertexts() {}

    /// A ciphertext.
    ///
    /// @param materialId what made it, empty for a key pair
    record Sealed(Blob blob, String materialId) {}

    /// What was in a ciphertext.
    ///
    /// @param materialId what had made it, empty for a key pair
    record Opened(SecretBytes plaintext, String materialId) {}

    /// The key that a ciphertext is to be opened with.
    ///
    /// @param keyId the one that the request insists on, `null` for none
    /// @throws claviger.call.AwsException ValidationException if there is neither, InvalidCiphertextException
    ///     if the blob is none of ours
    static Needs keyOf(@Nullable Blob blob, @Nullable String keyId) {
        return keyId == null
                ? Needs.keyOf(parsed(given(blob)).identity(), KeyUsageType.ENCRYPT_DECRYPT)
                : Needs.key(keyId, KeyUsageType.ENCRYPT_DECRYPT);
    }

    /// @throws claviger.call.AwsException ValidationException if key and algorithm do not take the plaintext or the
    ///     context
    static Sealed seal(
            Leave leave,
            Key key,
            EncryptionAlgorithmSpec algorithm,
            SecretBytes plaintext,
            Map<String, String> encryptionContext) {
        if (key.spec().isAsymmetric()) {
            var pair = KeyPairEncryption.of(key, algorithm, encryptionContext);
            return new Sealed(pair.encrypt(leave, plaintext), "");
        }
        var ring = leave.ring(key);
        return new Sealed(ring.seal(plaintext, Contexts.bounded(encryptionContext)), ring.currentMaterialId());
    }

    /// @throws claviger.call.AwsException IncorrectKeyException if another key made the ciphertext,
    ///     InvalidCiphertextException if it does not open with this context or algorithm
    static Opened open(
            Leave leave,
            Key key,
            EncryptionAlgorithmSpec algorithm,
            @Nullable Blob blob,
            Map<String, String> encryptionContext) {
        var ciphertext = given(blob);
        if (key.spec().isAsymmetric()) {
            var plaintext =
                    KeyPairEncryption.of(key, algorithm, encryptionContext).decrypt(leave, ciphertext);
            return new Opened(plaintext.orElseThrow(KmsError.INVALID_CIPHERTEXT::unexplained), "");
        }
        var envelope = parsed(ciphertext);
        var identity = envelope.identity();
        if (!identity.account().equals(key.account()) || !identity.keyId().equals(key.id())) {
            throw KmsError.INCORRECT_KEY.because(
                    "The key ID in the request does not identify a CMK that can perform this operation.");
        }
        var plaintext = leave.ring(key)
                .open(envelope, Contexts.bounded(encryptionContext))
                .orElseThrow(KmsError.INVALID_CIPHERTEXT::unexplained);
        return new Opened(plaintext, identity.materialId());
    }

    private static Blob given(@Nullable Blob blob) {
        if (blob == null) {
            throw CommonError.VALIDATION.because("CiphertextBlob is required.");
        }
        return blob;
    }

    private static Envelope parsed(Blob blob) {
        return Envelope.parse(blob).orElseThrow(KmsError.INVALID_CIPHERTEXT::unexplained);
    }
}
