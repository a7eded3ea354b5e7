package claviger.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/// EME-OAEP (RFC 8017, 7.1.1) with SHA-256 for 2048 bits, written straight from the text, so that
/// each part of it can be spoilt.
final class OaepBlocks {

    static final byte[] PLAINTEXT = "a plaintext".getBytes(StandardCharsets.UTF_8);

    private static final int LENGTH = 256;
    private static final int HASH = 32;

    private OaepBlocks() {}

    record Spoilt(String name, Blob bytes) {
        byte[] block() {
            return bytes.toByteArray();
        }
    }

    static byte[] good() {
        return block(0, sha256(new byte[0]), 1, PLAINTEXT);
    }

    static List<Spoilt> spoilt() {
        var noLabel = sha256(new byte[0]);
        var hashOff = noLabel.clone();
        hashOff[HASH - 1] ^= 1;
        var firstOff = noLabel.clone();
        firstOff[0] ^= 1;
        return List.of(
                new Spoilt("Y is 1", Blob.adopt(block(1, noLabel, 1, PLAINTEXT))),
                new Spoilt("the last byte of the label's hash", Blob.adopt(block(0, hashOff, 1, PLAINTEXT))),
                new Spoilt("the first byte of the label's hash", Blob.adopt(block(0, firstOff, 1, PLAINTEXT))),
                new Spoilt("a label", Blob.adopt(block(0, sha256(PLAINTEXT), 1, PLAINTEXT))),
                new Spoilt("2 before the plaintext", Blob.adopt(block(0, noLabel, 2, PLAINTEXT))),
                new Spoilt("zeros to the end", Blob.adopt(block(0, noLabel, 0, new byte[4]))),
                new Spoilt("no padding at all", Blob.adopt(new byte[LENGTH])));
    }

    private static byte[] block(int y, byte[] labelHash, int separator, byte[] plaintext) {
        var seed = new byte[HASH];
        Arrays.fill(seed, (byte) 7);
        var data = new byte[LENGTH - HASH - 1];
        System.arraycopy(labelHash, 0, data, 0, HASH);
        data[data.length - plaintext.length - 1] = (byte) separator;
        System.arraycopy(plaintext, 0, data, data.length - plaintext.length, plaintext.length);
        mask(data, seed);
        mask(seed, data);
        var block = new byte[LENGTH];
        block[0] = (byte) y;
        System.arraycopy(seed, 0, block, 1, HASH);
        System.arraycopy(data, 0, block, 1 + HASH, data.length);
        return block;
    }

    /// MGF1, appendix B.2.1.
    private static void mask(byte[] masked, byte[] seed) {
        for (int at = 0; at < masked.length; at++) {
            var counted = Arrays.copyOf(seed, seed.length + 4);
            counted[counted.length - 1] = (byte) (at / HASH);
            masked[at] ^= sha256(counted)[at % HASH];
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
