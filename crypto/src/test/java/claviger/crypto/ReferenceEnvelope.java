package claviger.crypto;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/// The envelope once more, slow and plain: written from `docs/format/envelope.md` alone, on Bouncy
/// Castle's primitives, and sharing no line with the code that it checks.
final class ReferenceEnvelope {

    final byte[] prk;
    final byte[] key;
    final byte[] commitment;

    private ReferenceEnvelope(byte[] material, byte[] salt) {
        prk = hmac(salt, material);
        key = hmac(prk, ascii("claviger/envelope/1/key\u0001"));
        commitment = hmac(prk, ascii("claviger/envelope/1/commitment\u0001"));
    }

    static ReferenceEnvelope keys(byte[] material, byte[] salt) {
        return new ReferenceEnvelope(material, salt);
    }

    static byte[] seal(
            String partition,
            String account,
            String keyId,
            String materialId,
            byte[] material,
            Map<String, String> context,
            byte[] plaintext,
            byte[] salt) {
        var keys = keys(material, salt);
        var header = new ByteArrayOutputStream();
        header.write(1);
        header.write(Map.of("aws", 1, "aws-cn", 2, "aws-us-gov", 3).getOrDefault(partition, 0));
        header.writeBytes(ascii(account));
        header.write(keyId.length());
        header.writeBytes(ascii(keyId));
        header.writeBytes(HexFormat.of().parseHex(materialId));
        header.writeBytes(salt);
        header.writeBytes(keys.commitment);
        try {
            var body = gcm(true, keys.key, concat(header.toByteArray(), canonical(context)), plaintext);
            return concat(header.toByteArray(), body);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @throws InvalidCipherTextException if the commitment or the tag is wrong
    static byte[] open(byte[] blob, byte[] material, Map<String, String> context) throws InvalidCipherTextException {
        int header = 95 + blob[14];
        var keys = keys(material, Arrays.copyOfRange(blob, header - 48, header - 32));
        if (!Arrays.equals(keys.commitment, Arrays.copyOfRange(blob, header - 32, header))) {
            throw new InvalidCipherTextException("commitment");
        }
        var aad = concat(Arrays.copyOf(blob, header), canonical(context));
        return gcm(false, keys.key, aad, Arrays.copyOfRange(blob, header, blob.length));
    }

    static String materialId(String account, String keyId, byte[] material) {
        var id = hmac(hmac(ascii("claviger/material-id/1"), material), ascii(account + "/" + keyId + "\u0001"));
        return HexFormat.of().formatHex(id);
    }

    static byte[] canonical(Map<String, String> context) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(context.size());
            // The order of code points is that of UTF-8's bytes.
            var keys = context.keySet().stream()
                    .sorted(Comparator.comparing(ReferenceEnvelope::codePoints, Arrays::compare))
                    .toList();
            for (var key : keys) {
                write(out, key);
                write(out, context.getOrDefault(key, ""));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static int[] codePoints(String text) {
        return text.codePoints().toArray();
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    static byte[] gcm(boolean encrypt, byte[] key, byte[] aad, byte[] input) throws InvalidCipherTextException {
        var gcm = GCMBlockCipher.newInstance(AESEngine.newInstance());
        gcm.init(encrypt, new AEADParameters(new KeyParameter(key), 128, new byte[12], aad));
        var output = new byte[gcm.getOutputSize(input.length)];
        int length = gcm.processBytes(input, 0, input.length, output, 0);
        gcm.doFinal(output, length);
        return output;
    }

    static byte[] hmac(byte[] key, byte[] message) {
        var hmac = new HMac(new SHA256Digest());
        hmac.init(new KeyParameter(key));
        hmac.update(message, 0, message.length);
        var mac = new byte[32];
        hmac.doFinal(mac, 0);
        return mac;
    }

    static byte[] concat(byte[] a, byte[] b) {
        var both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
