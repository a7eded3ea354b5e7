package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.crypto.Envelope.Identity;
import claviger.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Ciphertext blobs. What opens is what was sealed, with the context that it was sealed with; and what a second
/// implementation seals in a form that is allowed, opens.
///
/// An input is a byte that says which context is used, and how; and a blob. Either the blob is taken as it is, or it is
/// a header, whose last 32 bytes and whatever follows are made right by [ReferenceEnvelope].
public final class EnvelopeTarget implements FuzzTarget {

    private static final byte[] MATERIAL = "0123456789abcdef0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PLAINTEXT = "plain".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SALT = new byte[16];
    private static final String ACCOUNT = "111122223333";

    private static final List<Map<String, String>> CONTEXTS =
            List.of(Map.of(), Map.of("a", "b"), Map.of("a", "b", "c", ""), Map.of("ab", ""), Map.of("", "ab"));

    /// With this bit set the rest of a blob is made right.
    private static final int SEALED_ANEW = 0x80;

    private static final int SHORTEST_KEY_ID = 1;
    private static final int LONGEST_KEY_ID = 64;

    private final SecretBytes material = SecretBytes.copyOf(MATERIAL);

    /// The number of the context that each was sealed with.
    private final Map<Blob, Integer> sealed = sealed();

    private static Map<Blob, Integer> sealed() {
        var sealed = new HashMap<Blob, Integer>();
        for (var identity : identities()) {
            for (int context = 0; context < CONTEXTS.size(); context++) {
                sealed.put(
                        Envelope.sealWithInsecureSalt(
                                identity,
                                SecretBytes.copyOf(MATERIAL),
                                CONTEXTS.get(context),
                                SecretBytes.copyOf(PLAINTEXT),
                                SALT),
                        context);
            }
        }
        return sealed;
    }

    private static List<Identity> identities() {
        var identities = new ArrayList<Identity>();
        for (var partition : List.of("aws", "aws-cn", "aws-us-gov")) {
            for (var keyId : List.of("1234abcd-12ab-34cd-56ef-1234567890ab", "k", "Z".repeat(LONGEST_KEY_ID))) {
                identities.add(new Identity(
                        partition, ACCOUNT, keyId, ReferenceEnvelope.materialId(ACCOUNT, keyId, MATERIAL)));
            }
        }
        return identities;
    }

    @Override
    public List<byte[]> seeds() {
        var seeds = new ArrayList<byte[]>();
        sealed.forEach((blob, context) -> {
            seeds.add(ReferenceEnvelope.concat(new byte[] {context.byteValue()}, blob.shared()));
            seeds.add(ReferenceEnvelope.concat(new byte[] {(byte) (context | SEALED_ANEW)}, blob.shared()));
        });
        return seeds;
    }

    @Override
    public Set<String> endings() {
        return Set.of("accepted", "malformed", "does not open", "accepted anew");
    }

    @Override
    public String check(byte[] input) {
        if (input.length == 0) {
            return "malformed";
        }
        int which = (input[0] & ~SEALED_ANEW) % CONTEXTS.size();
        var bytes = Arrays.copyOfRange(input, 1, input.length);
        return (input[0] & SEALED_ANEW) == 0
                ? asItIs(Blob.adopt(bytes), Math.abs(which))
                : anew(bytes, Math.abs(which));
    }

    private String asItIs(Blob blob, int context) {
        var envelope = Envelope.parse(blob);
        assertThat(envelope.isPresent()).as("is well-formed").isEqualTo(isWellFormed(blob.shared()));
        if (envelope.isEmpty()) {
            return "malformed";
        }
        var plaintext = envelope.get().open(material, CONTEXTS.get(context));
        if (plaintext.isEmpty()) {
            assertThat(sealed.getOrDefault(blob, -1))
                    .as("the context that it was sealed with")
                    .isNotEqualTo(context);
            return "does not open";
        }
        assertThat(sealed).containsEntry(blob, context);
        assertThat(plaintext.get().expose()).isEqualTo(PLAINTEXT);
        return "accepted";
    }

    private String anew(byte[] bytes, int context) {
        if (!isWellFormed(bytes)) {
            return "malformed";
        }
        int header = 95 + bytes[14];
        var keyId = ascii(bytes, 15, bytes[14]);
        var materialId = HexFormat.of().formatHex(bytes, 15 + bytes[14], header - 48);
        var plaintext = Arrays.copyOfRange(bytes, header, bytes.length);
        var blob = Blob.adopt(ReferenceEnvelope.seal(
                List.of("", "aws", "aws-cn", "aws-us-gov").get(bytes[1]),
                ascii(bytes, 2, 12),
                keyId,
                materialId,
                MATERIAL,
                CONTEXTS.get(context),
                plaintext,
                Arrays.copyOfRange(bytes, header - 48, header - 32)));
        var envelope = Envelope.parse(blob).orElseThrow();
        assertThat(envelope.identity().keyId()).isEqualTo(keyId);
        assertThat(envelope.identity().materialId()).isEqualTo(materialId);
        assertThat(envelope.identity().account()).isEqualTo(ascii(bytes, 2, 12));
        assertThat(envelope.open(material, CONTEXTS.get(context)).orElseThrow().expose())
                .isEqualTo(plaintext);
        assertThat(envelope.open(material, CONTEXTS.get((context + 1) % CONTEXTS.size())))
                .isEmpty();
        return "accepted anew";
    }

    /// `docs/format/envelope.md`, read once more.
    private static boolean isWellFormed(byte[] blob) {
        return blob.length > 15
                && blob[0] == 1
                && blob[1] >= 1
                && blob[1] <= 3
                && ascii(blob, 2, 12).matches("[0-9]{12}")
                && blob[14] >= SHORTEST_KEY_ID
                && blob[14] <= LONGEST_KEY_ID
                && blob.length > 95 + blob[14] + 16
                && ascii(blob, 15, blob[14]).matches("[A-Za-z0-9-]+");
    }

    private static String ascii(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }
}
