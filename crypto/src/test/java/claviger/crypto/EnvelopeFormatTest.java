package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Holds the envelope to its published document: the vectors beside it, and a second
/// implementation that was written from it.
class EnvelopeFormatTest {

    private static final JsonNode VECTORS = Vectors.read(Vectors.root().resolve("docs/format/envelope-vectors.json"));

    @Test
    void the_published_vectors_come_out_to_the_byte_and_open() {
        int ran = 0;
        for (var vector : VECTORS.required("sealed")) {
            var name = text(vector, "name");
            var material = Vectors.hex(vector, "material");
            var secret = SecretBytes.copyOf(material);
            var salt = Vectors.hex(vector, "salt");
            var plaintext = Vectors.hex(vector, "plaintext");
            var context = context(vector);
            var identity = new Envelope.Identity(
                    text(vector, "partition"),
                    text(vector, "account"),
                    text(vector, "keyId"),
                    text(vector, "materialId"));
            var blob = Vectors.hex(vector, "blob");

            assertThat(MaterialId.of(identity.account(), identity.keyId(), secret))
                    .as(name)
                    .isEqualTo(identity.materialId());
            assertThat(EncryptionContext.canonical(context))
                    .as(name)
                    .isEqualTo(Vectors.hex(vector, "canonicalContext"));
            assertThat(Envelope.sealWithInsecureSalt(identity, secret, context, SecretBytes.copyOf(plaintext), salt)
                            .shared())
                    .as(name)
                    .isEqualTo(blob);
            var parsed = Envelope.parse(Blob.copyOf(blob)).orElseThrow();
            assertThat(parsed.identity()).as(name).isEqualTo(identity);
            assertThat(parsed.open(secret, context).orElseThrow().expose())
                    .as(name)
                    .isEqualTo(plaintext);

            var reference = ReferenceEnvelope.keys(material, salt);
            assertThat(reference.prk).as(name).isEqualTo(Vectors.hex(vector, "prk"));
            assertThat(reference.key).as(name).isEqualTo(Vectors.hex(vector, "key"));
            assertThat(reference.commitment).as(name).isEqualTo(Vectors.hex(vector, "commitment"));
            assertThat(reseal(identity, material, context, plaintext, salt))
                    .as(name)
                    .isEqualTo(blob);
            ran++;
        }
        System.out.println("envelope-vectors.json: " + ran + " sealed");
        assertThat(ran).isEqualTo(21);
    }

    @Test
    void the_published_refusals_are_refused() {
        int ran = 0;
        for (var vector : VECTORS.required("refused")) {
            var parsed = Envelope.parse(Blob.adopt(Vectors.hex(vector, "blob")));
            assertThat(parsed.isPresent())
                    .as(text(vector, "name"))
                    .isEqualTo(vector.required("parses").asBoolean());
            var material = SecretBytes.adopt(Vectors.hex(vector, "material"));
            assertThat(parsed.flatMap(envelope -> envelope.open(material, context(vector))))
                    .as(text(vector, "name"))
                    .isEmpty();
            ran++;
        }
        System.out.println("envelope-vectors.json: " + ran + " refused");
        assertThat(ran).isEqualTo(31);
    }

    @Test
    void ten_thousand_random_envelopes_are_the_same_bytes_in_both_implementations() throws Exception {
        for (int seed = 0; seed < 10_000; seed++) {
            var random = new Random(seed);
            var material = bytes(random, 32);
            var secret = SecretBytes.copyOf(material);
            var salt = bytes(random, 16);
            var plaintext = bytes(random, 1 + random.nextInt(random.nextInt(50) == 0 ? 4096 : 80));
            var context = context(random);
            var identity = identity(random, secret);

            var ours = Envelope.sealWithInsecureSalt(identity, secret, context, SecretBytes.copyOf(plaintext), salt);

            assertThat(ours.shared())
                    .as("seed %d", seed)
                    .isEqualTo(reseal(identity, material, context, plaintext, salt));
            assertThat(ReferenceEnvelope.open(ours.shared(), material, context))
                    .as("seed %d", seed)
                    .isEqualTo(plaintext);
            assertThat(ReferenceEnvelope.materialId(identity.account(), identity.keyId(), material))
                    .as("seed %d", seed)
                    .isEqualTo(identity.materialId());
        }
    }

    @Test
    void both_implementations_refuse_a_wrong_commitment_before_the_tag() {
        for (var vector : VECTORS.required("refused")) {
            if (text(vector, "name").equals("a right tag behind a wrong commitment")) {
                assertThatExceptionOfType(InvalidCipherTextException.class)
                        .isThrownBy(() -> ReferenceEnvelope.open(
                                Vectors.hex(vector, "blob"), Vectors.hex(vector, "material"), Map.of()))
                        .withMessage("commitment");
                return;
            }
        }
        throw new AssertionError("the vector is gone");
    }

    private static byte[] reseal(
            Envelope.Identity identity, byte[] material, Map<String, String> context, byte[] plaintext, byte[] salt) {
        return ReferenceEnvelope.seal(
                identity.partition(),
                identity.account(),
                identity.keyId(),
                identity.materialId(),
                material,
                context,
                plaintext,
                salt);
    }

    static Envelope.Identity identity(Random random, SecretBytes material) {
        var partition = new String[] {"aws", "aws-cn", "aws-us-gov"}[random.nextInt(3)];
        var account = "%012d".formatted(random.nextLong(1_000_000_000_000L));
        var letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";
        var keyId = new StringBuilder();
        for (int length = 1 + random.nextInt(64); length > 0; length--) {
            keyId.append(letters.charAt(random.nextInt(letters.length())));
        }
        return new Envelope.Identity(
                partition, account, keyId.toString(), MaterialId.of(account, keyId.toString(), material));
    }

    static Map<String, String> context(Random random) {
        var context = new HashMap<String, String>();
        for (int pairs = random.nextInt(5); pairs > 0; pairs--) {
            context.put(text(random), text(random));
        }
        return context;
    }

    /// Few characters of every length that UTF-8 has, so that texts begin one another and collide.
    static String text(Random random) {
        var alphabet = new String[] {"a", "b", "A", "\0", "=", "é", "e\u0301", "\uffff", "Ａ", "🔑", "\ud800\udc00"};
        var text = new StringBuilder();
        for (int length = random.nextInt(5); length > 0; length--) {
            text.append(alphabet[random.nextInt(alphabet.length)]);
        }
        return text.toString();
    }

    static byte[] bytes(Random random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String text(JsonNode node, String field) {
        return node.required(field).asString();
    }

    private static Map<String, String> context(JsonNode vector) {
        var context = new HashMap<String, String>();
        vector.required("context")
                .properties()
                .forEach(pair -> context.put(pair.getKey(), pair.getValue().asString()));
        return context;
    }
}
