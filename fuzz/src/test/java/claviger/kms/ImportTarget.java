package claviger.kms;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.Wrapping;
import claviger.call.AwsException;
import claviger.call.Caller;
import claviger.call.Checks;
import claviger.call.HttpRequest;
import claviger.crypto.Blob;
import claviger.crypto.Randomness;
import claviger.crypto.SecretBytes;
import claviger.custody.Custody;
import claviger.custody.Domain;
import claviger.custody.FileRootKey;
import claviger.fuzz.FuzzTarget;
import claviger.iam.GlobalKeys;
import claviger.iam.Identities;
import claviger.policy.PolicyCache;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Import tokens and what is wrapped for them. What was issued and wrapped comes in as it was; whatever is changed in
/// either is refused, and says of the token no more than that, and of the material no more than that.
///
/// An input is a byte that picks a token and its material, a byte that picks which of the two is changed, and any
/// number
/// of changes: a place in two bytes, and a byte that is added to it without carry. Tokens differ from process to
/// process;
/// what an input does to them does not.
public final class ImportTarget implements FuzzTarget {

    private static final String ACCOUNT = "111122223333";
    private static final String REGION = "eu-test-1";
    private static final byte[] MATERIAL = "thirty-two bytes of key material".getBytes(StandardCharsets.US_ASCII);
    private static final AlgorithmSpec[] ALGORITHMS = {
        AlgorithmSpec.RSAES_OAEP_SHA_256, AlgorithmSpec.RSA_AES_KEY_WRAP_SHA_256
    };

    private final ImportTokens tokens;
    private final Leave leave;
    private final List<Issued> issued = new ArrayList<>();

    private record Issued(Blob token, Blob wrapped) {}

    public ImportTarget() {
        var random = new Randomness(new SecureRandom());
        var custody = new Custody(FileRootKey.ephemeral(random), random);
        var slowWork = new SlowWork();
        tokens = new ImportTokens(custody, random, new KeyPairs(random, slowWork), slowWork);
        var key = new Key(
                ACCOUNT,
                REGION,
                "1234abcd-12ab-34cd-56ef-1234567890ab",
                KeySpec.SYMMETRIC_DEFAULT,
                KeyUsageType.ENCRYPT_DECRYPT,
                OriginType.EXTERNAL,
                KeyManagerType.CUSTOMER,
                KeyState.PENDING_IMPORT,
                "",
                "{}",
                Map.of(),
                null,
                Rotation.NONE,
                null,
                null,
                null,
                Instant.EPOCH,
                1);
        var view = View.EMPTY.with(custody.create(new Domain(ACCOUNT, REGION))).with(key);
        var caller = new Caller(ACCOUNT, "arn:aws:iam::" + ACCOUNT + ":root", ACCOUNT, Caller.Type.ROOT, "AKIA", null);
        var compiled = new PolicyCache();
        var global = new GlobalKeys(
                caller,
                claviger.iam.Standing.of(caller, Identities.NONE, compiled),
                new HttpRequest("POST", "/", List.of(), Blob.adopt(new byte[0]), "127.0.0.1", null),
                REGION,
                Instant.EPOCH,
                "o-test");
        leave = new Leave(
                caller,
                REGION,
                new Standing(),
                view,
                new Authority(global, view, compiled, KeyUses.UNKNOWN, new Checks()),
                null,
                List.of(key),
                null,
                null,
                new KeyRings(custody, random, slowWork));
        for (var algorithm : ALGORITHMS) {
            var parameters = tokens.make(leave, algorithm, WrappingKeySpec.RSA_2048);
            issued.add(new Issued(parameters.token(), wrap(algorithm, parameters.publicKey())));
        }
    }

    private static Blob wrap(AlgorithmSpec algorithm, Blob publicKey) {
        try {
            return Blob.adopt(Wrapping.wrap(algorithm.name(), publicKey.toByteArray(), MATERIAL));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The time does not pass.
    private record Standing() implements KeyClock {
        @Override
        public Instant instant() {
            return Instant.EPOCH;
        }

        @Override
        public Duration served() {
            return Duration.ZERO;
        }
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                new byte[] {0, 0},
                new byte[] {1, 0},
                new byte[] {0, 0, 0, 3, 1},
                new byte[] {1, 0, 0, 40, 1},
                new byte[] {0, 1, 0, 1, 1},
                new byte[] {1, 1, 1, 2, 1});
    }

    @Override
    public Set<String> endings() {
        return Set.of("accepted", "InvalidImportTokenException", "InvalidCiphertextException");
    }

    @Override
    public String check(byte[] input) {
        if (input.length < 2) {
            return "nothing";
        }
        var good = issued.get((input[0] & 1) % issued.size());
        var isToken = (input[1] & 1) == 0;
        var changed = changed(isToken ? good.token : good.wrapped, input);
        var isSame = changed.equals(isToken ? good.token : good.wrapped);
        try {
            var secret = tokens.unwrap(leave, isToken ? changed : good.token, isToken ? good.wrapped : changed);
            assertThat(isSame).as("a change was not noticed").isTrue();
            assertThat(secret.sameAs(SecretBytes.copyOf(MATERIAL))).isTrue();
            return "accepted";
        } catch (AwsException e) {
            assertThat(isSame).as("refused without a change").isFalse();
            assertThat(e.text()).isEmpty();
            assertThat(e.error().code())
                    .isEqualTo(isToken ? "InvalidImportTokenException" : "InvalidCiphertextException");
            return e.error().code();
        }
    }

    private static Blob changed(Blob good, byte[] input) {
        var bytes = good.toByteArray();
        var changes = ByteBuffer.wrap(input, 2, input.length - 2);
        while (changes.remaining() >= 3) {
            var place = Short.toUnsignedInt(changes.getShort()) % bytes.length;
            bytes[place] ^= changes.get();
        }
        return Blob.adopt(bytes);
    }
}
