package claviger.kms.cryptography;

import claviger.call.Length;
import claviger.crypto.Blob;
import claviger.kms.KmsError;
import org.jspecify.annotations.Nullable;

/// Asks for the result to be encrypted for an attested enclave.
public record RecipientInfo(
        @Nullable KeyEncryptionMechanism keyEncryptionAlgorithm,
        @Nullable @Length(min = 1, max = 262_144) Blob attestationDocument) {

    /// How the result would be encrypted.
    public enum KeyEncryptionMechanism {
        RSAES_OAEP_SHA_256
    }

    /// Attestation documents are not verified here, and whoever asks for one to be must not be given the
    /// plaintext instead.
    static void refuse(@Nullable RecipientInfo recipient) {
        if (recipient != null) {
            throw KmsError.UNSUPPORTED_OPERATION.because("The Recipient parameter is not supported.");
        }
    }
}
