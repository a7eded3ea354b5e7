package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/// The message representative of FIPS 204, algorithms 2 and 7, computed by the JDK's SHAKE256 as
/// its caller would do it.
final class Mu {

    private Mu() {}

    static byte[] of(byte[] publicKey, byte[] context, byte[] message) {
        assertThat(context).as("a context that ML-DSA can take").hasSizeLessThan(256);
        var prefix = new byte[] {0, (byte) context.length};
        return shake256(shake256(publicKey), prefix, context, message);
    }

    private static byte[] shake256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHAKE256-512");
            for (var part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
