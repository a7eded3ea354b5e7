package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    private static final String ACCOUNT = "111122223333";
    private static final String KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
    private static final Map<String, String> CONTEXT = Map.of("department", "finance", "größe", "🔑");

    private final Randomness random = new Randomness(new SecureRandom());
    private final SecretBytes material = random.secret(32);
    private final Envelope.Identity identity =
            new Envelope.Identity("aws", ACCOUNT, KEY_ID, MaterialId.of(ACCOUNT, KEY_ID, material));
    private final SecretBytes plaintext = random.secret(32);

    @Test
    void what_was_sealed_opens_and_says_whose_it_is() {
        for (int length : new int[] {1, 15, 16, 17, 32, 4096, 6000}) {
            var secret = random.secret(length);
            var blob = Envelope.seal(identity, material, CONTEXT, secret, random);
            assertThat(blob.length()).isEqualTo(length + 147);
            var envelope = Envelope.parse(blob).orElseThrow();
            assertThat(envelope.identity()).isEqualTo(identity);
            assertThat(envelope.open(material, CONTEXT).orElseThrow().sameAs(secret))
                    .isTrue();
        }
    }

    @Test
    void sealing_twice_shares_nothing_but_the_identity() {
        var one = seal().shared();
        var two = seal().shared();
        int salt = 47 + KEY_ID.length();
        assertThat(Arrays.copyOf(one, salt)).isEqualTo(Arrays.copyOf(two, salt));
        for (int from = salt; from + 16 <= one.length; from += 16) {
            assertThat(Arrays.copyOfRange(one, from, from + 16)).isNotEqualTo(Arrays.copyOfRange(two, from, from + 16));
        }
    }

    @Test
    void the_blob_holds_neither_region_nor_plaintext_nor_context() {
        var hex = HexFormat.of().formatHex(seal().shared());
        assertThat(hex)
                .doesNotContain(HexFormat.of().formatHex(plaintext.expose()))
                .doesNotContain(HexFormat.of().formatHex(material.expose()))
                .doesNotContain(HexFormat.of().formatHex("finance".getBytes(StandardCharsets.UTF_8)));
    }

    /// About 150,000 tries.
    @Test
    void every_flipped_bit_every_truncation_and_every_byte_more_is_refused() {
        long tries = 0;
        for (int seed = 0; seed < 100; seed++) {
            var dice = new Random(seed);
            var secret = SecretBytes.adopt(EnvelopeFormatTest.bytes(dice, 32));
            var context = EnvelopeFormatTest.context(dice);
            var whose = EnvelopeFormatTest.identity(dice, secret);
            var length = 1 + dice.nextInt(80);
            var blob = Envelope.seal(whose, secret, context, random.secret(length), random)
                    .toByteArray();
            assertThat(open(blob, secret, context)).isPresent();
            for (int bit = 0; bit < blob.length * 8; bit++) {
                blob[bit / 8] ^= (byte) (1 << bit % 8);
                refused(blob, secret, context, "seed %d, bit %d".formatted(seed, bit));
                blob[bit / 8] ^= (byte) (1 << bit % 8);
                tries++;
            }
            for (int shorter = 0; shorter < blob.length; shorter++) {
                refused(Arrays.copyOf(blob, shorter), secret, context, "seed %d, cut to %d".formatted(seed, shorter));
                tries++;
            }
            for (int last = 0; last < 256; last++) {
                var longer = Arrays.copyOf(blob, blob.length + 1);
                longer[blob.length] = (byte) last;
                refused(longer, secret, context, "seed %d, and %d".formatted(seed, last));
                tries++;
            }
            assertThat(open(blob, secret, context)).isPresent();
        }
        System.out.println("altered envelopes refused: " + tries);
        assertThat(tries).isGreaterThan(140_000);
    }

    private static void refused(byte[] blob, SecretBytes secret, Map<String, String> context, String which) {
        if (open(blob, secret, context).isPresent()) {
            throw new AssertionError("opened: " + which);
        }
    }

    /// A blob that is moved in front of another key, account, partition, material or context: by
    /// its sealer, who knows all secrets but one binding.
    @Test
    void an_envelope_opens_only_as_what_it_was_sealed_for() {
        var other = random.secret(32);
        var identities = new ArrayList<Envelope.Identity>();
        for (var partition : List.of("aws", "aws-cn", "aws-us-gov")) {
            for (var account : List.of(ACCOUNT, "111122223334")) {
                for (var keyId : List.of(KEY_ID, KEY_ID.replace('b', 'B'), "mrk-" + KEY_ID.replace("-", ""), "K")) {
                    identities.add(
                            new Envelope.Identity(partition, account, keyId, MaterialId.of(account, keyId, material)));
                    identities.add(
                            new Envelope.Identity(partition, account, keyId, MaterialId.of(account, keyId, other)));
                }
            }
        }
        var contexts = List.<Map<String, String>>of(
                Map.of(),
                Map.of("", ""),
                Map.of("a", "b"),
                Map.of("A", "b"),
                Map.of("a", "B"),
                Map.of("b", "a"),
                Map.of("ab", ""),
                Map.of("a", "b", "c", "d"),
                Map.of("a", "d", "c", "b"),
                Map.of("a", "b\0"),
                Map.of("é", "x"),
                Map.of("e\u0301", "x"));
        for (var sealedFor : identities) {
            for (var sealedWith : contexts) {
                var blob = Envelope.seal(sealedFor, material, sealedWith, plaintext, random);
                for (var openedWith : contexts) {
                    assertThat(open(blob.shared(), material, openedWith).isPresent())
                            .isEqualTo(sealedWith.equals(openedWith));
                }
                assertThat(open(blob.shared(), other, sealedWith)).isEmpty();
            }
            var blob = Envelope.seal(sealedFor, material, CONTEXT, plaintext, random);
            for (var claimed : identities) {
                var moved = withIdentity(blob.shared(), sealedFor, claimed);
                assertThat(Envelope.parse(Blob.adopt(moved)).orElseThrow().identity())
                        .isEqualTo(claimed);
                assertThat(open(moved, material, CONTEXT).isPresent()).isEqualTo(claimed.equals(sealedFor));
            }
        }
    }

    /// The same message with another identity written in front of it.
    private static byte[] withIdentity(byte[] blob, Envelope.Identity from, Envelope.Identity to) {
        var head = ReferenceEnvelope.seal(
                to.partition(),
                to.account(),
                to.keyId(),
                to.materialId(),
                new byte[32],
                Map.of(),
                new byte[1],
                new byte[16]);
        return ReferenceEnvelope.concat(
                Arrays.copyOf(head, 47 + to.keyId().length()),
                Arrays.copyOfRange(blob, 47 + from.keyId().length(), blob.length));
    }

    @Test
    void parsing_takes_one_spelling_only() {
        var blob = seal().toByteArray();
        int lengthAt = 14;
        for (int at = 0; at < 15 + KEY_ID.length(); at++) {
            for (int value = 0; value < 256; value++) {
                var changed = blob.clone();
                changed[at] = (byte) value;
                if (at != lengthAt) {
                    assertThat(Envelope.parse(Blob.adopt(changed)).isPresent())
                            .as("byte %d is %d", at, value)
                            .isEqualTo(isKnown(at, value));
                } else if (value == 0 || value > 64) {
                    assertThat(Envelope.parse(Blob.adopt(changed)))
                            .as("length %d", value)
                            .isEmpty();
                }
            }
        }
    }

    private static boolean isKnown(int at, int value) {
        if (at == 0) {
            return value == 1;
        }
        if (at == 1) {
            return value >= 1 && value <= 3;
        }
        var characters = at < 14 ? "0123456789" : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";
        return characters.indexOf(value) >= 0;
    }

    @Test
    void parsing_never_throws_whatever_it_reads() {
        for (int seed = 0; seed < 20_000; seed++) {
            var dice = new Random(seed);
            var bytes = EnvelopeFormatTest.bytes(dice, dice.nextInt(300));
            if (bytes.length > 14) {
                bytes[0] = 1;
                bytes[1] = 1;
                Arrays.fill(bytes, 2, 14, (byte) '7');
                for (int i = 15; i < bytes.length && i < 79; i++) {
                    bytes[i] = 'k';
                }
            }
            assertThat(open(bytes, material, Map.of())).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void an_identity_that_cannot_be_written_is_not_made() {
        var id = identity.materialId();
        for (var parts : List.of(
                List.of("", ACCOUNT, KEY_ID, id),
                List.of("AWS", ACCOUNT, KEY_ID, id),
                List.of("aws-iso", ACCOUNT, KEY_ID, id),
                List.of("aws", "", KEY_ID, id),
                List.of("aws", "11112222333", KEY_ID, id),
                List.of("aws", "1111222233334", KEY_ID, id),
                List.of("aws", "11112222333x", KEY_ID, id),
                List.of("aws", "١١١١٢٢٢٢٣٣٣٣", KEY_ID, id),
                List.of("aws", ACCOUNT, "", id),
                List.of("aws", ACCOUNT, "k".repeat(65), id),
                List.of("aws", ACCOUNT, "key/1", id),
                List.of("aws", ACCOUNT, "ké", id),
                List.of("aws", ACCOUNT, "k_", id),
                List.of("aws", ACCOUNT, KEY_ID, ""),
                List.of("aws", ACCOUNT, KEY_ID, id.substring(1)),
                List.of("aws", ACCOUNT, KEY_ID, id + "00"),
                List.of("aws", ACCOUNT, KEY_ID, "A" + id.substring(1)),
                List.of("aws", ACCOUNT, KEY_ID, "g" + id.substring(1)))) {
            assertThatIllegalArgumentException()
                    .as("%s", parts)
                    .isThrownBy(() -> new Envelope.Identity(parts.get(0), parts.get(1), parts.get(2), parts.get(3)));
        }
    }

    @Test
    void wrong_lengths_are_faults_of_the_caller() {
        var empty = SecretBytes.adopt(new byte[0]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Envelope.seal(identity, material, CONTEXT, empty, random));
        var envelope = Envelope.parse(seal()).orElseThrow();
        for (int length : new int[] {0, 16, 31, 33, 64}) {
            var wrong = random.secret(length);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Envelope.seal(identity, wrong, CONTEXT, plaintext, random));
            assertThatIllegalArgumentException().isThrownBy(() -> envelope.open(wrong, CONTEXT));
        }
    }

    @Test
    void material_that_was_wiped_neither_seals_nor_opens() {
        var envelope = Envelope.parse(seal()).orElseThrow();
        material.wipe();
        assertThatExceptionOfType(SecretBytes.WipedException.class).isThrownBy(this::seal);
        assertThatExceptionOfType(SecretBytes.WipedException.class).isThrownBy(() -> envelope.open(material, CONTEXT));
    }

    @Test
    void sealing_does_not_touch_what_it_is_given() {
        var materialBytes = material.expose();
        var plaintextBytes = plaintext.expose();
        var blob = seal();
        var before = blob.toByteArray();
        Envelope.parse(blob).orElseThrow().open(material, CONTEXT).orElseThrow().wipe();
        assertThat(material.expose()).isEqualTo(materialBytes);
        assertThat(plaintext.expose()).isEqualTo(plaintextBytes);
        assertThat(blob.shared()).isEqualTo(before);
    }

    @Test
    void a_stuck_source_seals_at_most_once() {
        var stuck = new Randomness(RandomnessTest.stuck());
        Envelope.seal(identity, material, CONTEXT, plaintext, stuck);
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(Randomness.StuckException.class)
                    .isThrownBy(() -> Envelope.seal(identity, material, CONTEXT, plaintext, stuck));
        }
    }

    @Test
    void message_keys_do_not_repeat() {
        assertSaltsAreDistinct(1 << 16);
    }

    @Test
    @Tag("slow")
    void message_keys_do_not_repeat_in_16_million_messages() {
        assertSaltsAreDistinct(1 << 24);
    }

    /// The salt decides the message key; by their first 8 bytes, 2^24 salts collide by chance once
    /// in 2^17 runs.
    private void assertSaltsAreDistinct(int messages) {
        var salts = new long[messages];
        int at = 47 + KEY_ID.length();
        for (int i = 0; i < messages; i++) {
            salts[i] = ByteBuffer.wrap(seal().shared()).getLong(at);
        }
        assertThat(distinct(salts)).isEqualTo(messages);
    }

    private static long distinct(long[] salts) {
        Arrays.sort(salts);
        long distinct = 1;
        for (int i = 1; i < salts.length; i++) {
            distinct += salts[i] == salts[i - 1] ? 0 : 1;
        }
        return distinct;
    }

    private Blob seal() {
        return Envelope.seal(identity, material, CONTEXT, plaintext, random);
    }

    static Optional<SecretBytes> open(byte[] blob, SecretBytes material, Map<String, String> context) {
        return Envelope.parse(Blob.copyOf(blob)).flatMap(envelope -> envelope.open(material, context));
    }
}
