package claviger.crypto;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.NullDigest;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;

/// SM2DSA signs SM3(Z ‖ message), where Z is the hash of the signer's identifier and public key.
final class Sm2Dsa {

    /// What GM/T 0009 has for signers without an identifier of their own.
    static final byte[] DISTINGUISHING_ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII);

    private Sm2Dsa() {}

    /// Takes a message.
    static SM2Signer ofMessage() {
        return new SM2Signer(PlainDSAEncoding.INSTANCE);
    }

    /// Takes a digest: hashes nothing, and puts no Z before it.
    ///
    /// @throws IllegalArgumentException if it has another length than one of SM3
    static SM2Signer ofDigest(byte[] digest) {
        if (digest.length != Sm2.DIGEST_LENGTH) {
            throw new IllegalArgumentException("an SM3 digest has 32 bytes, not " + digest.length);
        }
        return new SM2Signer(PlainDSAEncoding.INSTANCE, new NullDigest()) {
            @Override
            protected byte[] getZ(byte[] distinguishingId) {
                return new byte[0];
            }
        };
    }
}
