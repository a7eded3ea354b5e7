package claviger.crypto;

import java.security.MessageDigest;
import java.util.Arrays;

/// The two ways of RFC 8017 to make a digest as long as the modulus, before a signature is
/// computed from it.
public enum RsaPadding {

    /// RSASSA-PSS, section 8.1: MGF1 with the hash of the message, a salt as long as the digest.
    PSS {
        @Override
        int saltLength(Hash hash) {
            return hash.length();
        }

        @Override
        byte[] pad(Digest digest, int bits, Blob salt) {
            return Pss.encode(digest, bits, salt.shared());
        }

        @Override
        boolean opens(Digest digest, byte[] block) {
            return Pss.verify(digest, block);
        }
    },

    /// RSASSA-PKCS1-v1_5, section 8.2.
    PKCS1_V1_5 {
        @Override
        int saltLength(Hash hash) {
            return 0;
        }

        /// Section 9.2: 00 01 ff…ff 00 and the DigestInfo.
        @Override
        byte[] pad(Digest digest, int bits, Blob salt) {
            var info = digestInfo(digest);
            var block = new byte[bits / Byte.SIZE];
            Arrays.fill(block, (byte) 0xff);
            block[0] = 0;
            block[1] = 1;
            block[block.length - info.length - 1] = 0;
            System.arraycopy(info, 0, block, block.length - info.length, info.length);
            return block;
        }

        // Padded again and compared as a whole: who parses what a signature holds, can be shown
        // garbage that parses.
        @Override
        boolean opens(Digest digest, byte[] block) {
            return MessageDigest.isEqual(block, pad(digest, block.length * Byte.SIZE, Blob.EMPTY));
        }
    };

    /// How many bytes of salt [#pad] takes.
    abstract int saltLength(Hash hash);

    abstract byte[] pad(Digest digest, int bits, Blob salt);

    /// Whether a block, as long as the modulus, was padded so, with some salt.
    abstract boolean opens(Digest digest, byte[] block);

    private static byte[] digestInfo(Digest digest) {
        return Der.sequence(
                        Der.sequence(Der.objectIdentifier(digest.hash().identifier()), Der.NULL),
                        Der.octetString(Der.raw(digest.value().shared())))
                .encode();
    }
}
