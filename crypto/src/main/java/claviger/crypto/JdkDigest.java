package claviger.crypto;

import java.security.DigestException;
import java.security.MessageDigest;
import org.bouncycastle.crypto.Digest;

/// The JDK's hash where Bouncy Castle asks for one: it uses the processor's instructions.
final class JdkDigest implements Digest {

    private final MessageDigest digest;

    JdkDigest(String algorithm) {
        this.digest = Jdk.digest(algorithm);
    }

    @Override
    public String getAlgorithmName() {
        return digest.getAlgorithm();
    }

    @Override
    public int getDigestSize() {
        return digest.getDigestLength();
    }

    @Override
    public void update(byte in) {
        digest.update(in);
    }

    @Override
    public void update(byte[] in, int offset, int length) {
        digest.update(in, offset, length);
    }

    @Override
    public int doFinal(byte[] out, int offset) {
        try {
            return digest.digest(out, offset, getDigestSize());
        } catch (DigestException tooShort) {
            throw new IndexOutOfBoundsException(tooShort.getMessage());
        }
    }

    @Override
    public void reset() {
        digest.reset();
    }
}
