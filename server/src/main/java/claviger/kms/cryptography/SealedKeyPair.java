package claviger.kms.cryptography;

import claviger.crypto.Blob;
import claviger.crypto.SecretBytes;
import claviger.kms.DataKeyPairSpec;
import claviger.kms.KeyPairs;
import claviger.kms.KeySpec;
import claviger.kms.Leave;
import java.util.Map;

/// A key pair for a caller, its private key also sealed under the KMS key that there is leave for.
///
/// @param ciphertext the sealed private key
/// @param privateKey DER PrivateKeyInfo
/// @param publicKey DER SubjectPublicKeyInfo
/// @param materialId what sealed it
record SealedKeyPair(Blob ciphertext, SecretBytes privateKey, Blob publicKey, String materialId) {

    /// @param dryRun then a quick pair stands in for one that would take long, since nobody gets it
    static SealedKeyPair make(
            KeyPairs keyPairs, DataKeyPairSpec spec, Leave leave, Map<String, String> context, boolean dryRun) {
        var ring = leave.ring();
        spec.keySpec().refuseOutside(leave.region());
        var pair = keyPairs.generate(dryRun ? KeySpec.ECC_NIST_P256 : spec.keySpec());
        try {
            var privateKey = pair.pkcs8();
            var ciphertext = ring.seal(privateKey, Contexts.bounded(context));
            return new SealedKeyPair(ciphertext, privateKey, pair.publicKey().spki(), ring.currentMaterialId());
        } finally {
            pair.wipe();
        }
    }
}
