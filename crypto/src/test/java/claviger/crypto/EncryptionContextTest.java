package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EncryptionContextTest {

    @Test
    void the_bytes_are_those_of_the_document() {
        assertThat(hex(Map.of())).isEqualTo("00000000");
        assertThat(hex(Map.of("", ""))).isEqualTo("00000001" + "00000000" + "00000000");
        assertThat(hex(Map.of("b", "2", "a", "é")))
                .isEqualTo(
                        "00000002" + "00000001" + "61" + "00000002" + "c3a9" + "00000001" + "62" + "00000001" + "32");
    }

    private static String hex(Map<String, String> context) {
        return HexFormat.of().formatHex(EncryptionContext.canonical(context));
    }

    @Test
    void the_order_of_the_pairs_does_not_matter() {
        for (int seed = 0; seed < 1000; seed++) {
            var random = new Random(seed);
            var context = EnvelopeFormatTest.context(random);
            var keys = new ArrayList<>(context.keySet());
            Collections.shuffle(keys, random);
            var shuffled = new LinkedHashMap<String, String>();
            keys.forEach(key -> shuffled.put(key, context.getOrDefault(key, "")));
            assertThat(EncryptionContext.canonical(shuffled))
                    .as("seed %d", seed)
                    .isEqualTo(EncryptionContext.canonical(context));
        }
    }

    /// What can be read back cannot have come from two contexts.
    @Test
    void the_bytes_can_be_read_back_and_so_belong_to_one_context() {
        for (int seed = 0; seed < 20_000; seed++) {
            var context = EnvelopeFormatTest.context(new Random(seed));
            assertThat(read(EncryptionContext.canonical(context)))
                    .as("seed %d", seed)
                    .isEqualTo(context);
        }
    }

    private static Map<String, String> read(byte[] canonical) {
        var in = ByteBuffer.wrap(canonical);
        var context = new HashMap<String, String>();
        var last = new byte[0];
        for (int pairs = in.getInt(); pairs > 0; pairs--) {
            var key = take(in);
            assertThat(context.isEmpty() || Arrays.compareUnsigned(last, key) < 0)
                    .isTrue();
            last = key;
            context.put(new String(key, StandardCharsets.UTF_8), new String(take(in), StandardCharsets.UTF_8));
        }
        assertThat(in.hasRemaining()).isFalse();
        return context;
    }

    private static byte[] take(ByteBuffer in) {
        var part = new byte[in.getInt()];
        in.get(part);
        return part;
    }

    @Test
    void an_unpaired_surrogate_is_refused_in_key_and_value() {
        for (var text :
                List.of("\ud800", "\udc00", "a\udbff", "\udfffa", "\ud800\ud800\udc00", "\udc00\ud800", "🔑\ud83d")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EncryptionContext.canonical(Map.of(text, "value")))
                    .withMessageNotContaining("?");
            assertThatIllegalArgumentException().isThrownBy(() -> EncryptionContext.canonical(Map.of("key", text)));
        }
        assertThat(EncryptionContext.canonical(Map.of("🔑", "\ud800\udc00\udbff\udfff")))
                .hasSize(24);
    }
}
