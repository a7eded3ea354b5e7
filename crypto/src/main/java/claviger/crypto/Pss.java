package claviger.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.crypto.AsymmetricBlockCipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.PSSSigner;

/// EMSA-PSS (RFC 8017, 9.1), MGF1 with the hash of the message. The padding is Bouncy Castle's,
/// and the RSA that it stands on does nothing, so that any library can do that afterwards.
final class Pss {

    private static final byte TRAILER = PSSSigner.TRAILER_IMPLICIT;

    private Pss() {}

    static byte[] encode(Digest digest, int bits, byte[] salt) {
        var hash = digest.hash().algorithm();
        var signer =
                PSSSigner.createRawSigner(new NoRsa(bits), new JdkDigest(hash), new JdkDigest(hash), salt, TRAILER);
        signer.init(true, parameters(bits));
        signer.update(digest.value().shared(), 0, digest.value().length());
        try {
            return signer.generateSignature();
        } catch (CryptoException impossible) {
            throw new IllegalStateException("PSS cannot pad", impossible);
        }
    }

    static boolean verify(Digest digest, byte[] block) {
        var hash = digest.hash().algorithm();
        int bits = block.length * Byte.SIZE;
        var signer = PSSSigner.createRawSigner(
                new NoRsa(bits),
                new JdkDigest(hash),
                new JdkDigest(hash),
                digest.hash().length(),
                TRAILER);
        signer.init(false, parameters(bits));
        signer.update(digest.value().shared(), 0, digest.value().length());
        return signer.verifySignature(block);
    }

    /// Of a key, the padding looks at the length of its modulus only.
    private static RSAKeyParameters parameters(int bits) {
        return new RSAKeyParameters(false, BigInteger.ONE.shiftLeft(bits - 1), BigInteger.ONE, true);
    }

    private record NoRsa(int bits) implements AsymmetricBlockCipher {

        @Override
        public void init(boolean forEncryption, CipherParameters parameters) {}

        @Override
        public int getInputBlockSize() {
            return bits / Byte.SIZE;
        }

        @Override
        public int getOutputBlockSize() {
            return bits / Byte.SIZE;
        }

        @Override
        public byte[] processBlock(byte[] in, int offset, int length) {
            return Arrays.copyOfRange(in, offset, offset + length);
        }
    }
}
