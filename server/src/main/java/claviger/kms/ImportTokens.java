package claviger.kms;

import static java.nio.charset.StandardCharsets.US_ASCII;

import claviger.call.AwsException;
import claviger.crypto.AsymmetricPrivateKey;
import claviger.crypto.Blob;
import claviger.crypto.Randomness;
import claviger.crypto.SecretBytes;
import claviger.custody.Custody;
import claviger.custody.Domain;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/// Makes wrapping keys for imports, and unwraps what comes back. Nothing of them is kept here: the
/// import token carries the wrapping key, sealed for one KMS key, so that any number of them are
/// valid side by side.
public final class ImportTokens {

    private static final Duration VALID = Duration.ofHours(24);

    private final Custody custody;
    private final Randomness random;
    private final KeyPairs keyPairs;
    private final SlowWork slowWork;

    public ImportTokens(Custody custody, Randomness random, KeyPairs keyPairs, SlowWork slowWork) {
        this.custody = custody;
        this.random = random;
        this.keyPairs = keyPairs;
        this.slowWork = slowWork;
    }

    /// What an import needs.
    ///
    /// @param publicKey wraps the material, as SubjectPublicKeyInfo
    /// @param token goes with the wrapped material
    /// @param validTo 24 hours from when it was made
    public record Parameters(Blob publicKey, Blob token, Instant validTo) {}

    /// Parameters for an import into the granted key.
    public Parameters make(Leave leave, AlgorithmSpec algorithm, WrappingKeySpec spec) {
        var key = leave.key();
        var validTo = leave.now().plus(VALID);
        var domainKey =
                leave.view().domainKeys(new Domain(key.account(), key.region())).getLast();
        var pair = keyPairs.generate(spec.pair());
        try {
            var content = new Content(algorithm, spec, validTo).with(pair);
            try {
                var sealed = custody.sealWrappingKey(domainKey, key.id(), content);
                var token = ByteBuffer.allocate(Integer.BYTES + sealed.length())
                        .putInt(domainKey.keyVersion())
                        .put(sealed.shared());
                return new Parameters(pair.publicKey().spki(), Blob.adopt(token.array()), validTo);
            } finally {
                content.wipe();
            }
        } finally {
            pair.wipe();
        }
    }

    /// The secret that was wrapped for an import into the granted key.
    ///
    /// @throws AwsException InvalidImportTokenException if the token was not made for this key;
    ///     ExpiredImportTokenException; InvalidCiphertextException if the secret was not wrapped
    ///     with its wrapping key and algorithm, whatever the difference
    public SecretBytes unwrap(Leave leave, Blob token, Blob wrapped) {
        var content = open(leave, token);
        try {
            // Private RSA is long arithmetic.
            return slowWork.call(() -> content.use(bytes -> unwrap(leave.now(), bytes, wrapped)));
        } finally {
            content.wipe();
        }
    }

    private SecretBytes open(Leave leave, Blob token) {
        var key = leave.key();
        if (token.length() <= Integer.BYTES) {
            throw KmsError.INVALID_IMPORT_TOKEN.unexplained();
        }
        var bytes = ByteBuffer.wrap(token.shared());
        var version = bytes.getInt();
        var sealed = new byte[bytes.remaining()];
        bytes.get(sealed);
        return leave.view().domainKeys(new Domain(key.account(), key.region())).stream()
                .filter(domainKey -> domainKey.keyVersion() == version)
                .findFirst()
                .flatMap(domainKey -> custody.openWrappingKey(domainKey, key.id(), Blob.adopt(sealed)))
                .orElseThrow(KmsError.INVALID_IMPORT_TOKEN::unexplained);
    }

    private SecretBytes unwrap(Instant now, byte[] bytes, Blob wrapped) {
        var content = Content.of(bytes);
        if (!now.isBefore(content.validTo)) {
            throw KmsError.EXPIRED_IMPORT_TOKEN.unexplained();
        }
        var pair = content.pair(bytes);
        try {
            return content.algorithm
                    .unwrap(pair, wrapped, random)
                    .orElseThrow(KmsError.INVALID_CIPHERTEXT::unexplained);
        } finally {
            pair.wipe();
        }
    }

    /// What a token carries before the wrapping key's PKCS#8: one line.
    private record Content(AlgorithmSpec algorithm, WrappingKeySpec spec, Instant validTo) {

        static Content of(byte[] bytes) {
            var words = new String(bytes, 0, lineLength(bytes), US_ASCII).split(" ", -1);
            return new Content(
                    AlgorithmSpec.valueOf(words[0]),
                    WrappingKeySpec.valueOf(words[1]),
                    Instant.ofEpochMilli(Long.parseLong(words[2])));
        }

        SecretBytes with(AsymmetricPrivateKey pair) {
            var line = (algorithm + " " + spec + " " + validTo.toEpochMilli() + "\n").getBytes(US_ASCII);
            var pkcs8 = pair.pkcs8();
            try {
                return pkcs8.use(der -> SecretBytes.adopt(ByteBuffer.allocate(line.length + der.length)
                        .put(line)
                        .put(der)
                        .array()));
            } finally {
                pkcs8.wipe();
            }
        }

        /// The wrapping key that stands behind the line. It was sealed here, and so is sound.
        AsymmetricPrivateKey pair(byte[] bytes) {
            var begin = lineLength(bytes) + 1;
            var pkcs8 = SecretBytes.adopt(Arrays.copyOfRange(bytes, begin, bytes.length));
            try {
                return KeyPairs.ofMaterial(spec.pair(), pkcs8)
                        .orElseThrow(() -> new IllegalStateException("an import token's wrapping key is not sound"));
            } finally {
                pkcs8.wipe();
            }
        }

        private static int lineLength(byte[] bytes) {
            int length = 0;
            while (bytes[length] != '\n') {
                length++;
            }
            return length;
        }
    }
}
