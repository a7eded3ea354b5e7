package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many tags there may be, and how long.
class TagsTest {

    @TempDir
    static Path folder;

    private static TestClaviger claviger;

    @BeforeAll
    static void start() {
        claviger = TestClaviger.start(folder);
    }

    @AfterAll
    static void stop() {
        claviger.close();
    }

    @Test
    void a_key_has_at_most_50_tags_however_they_come() {
        assertThat(claviger.call("CreateKey", "{\"Tags\":[" + tags(0, 51) + "]}")
                        .error())
                .isEqualTo("TagException");
        var key = key(tags(0, 30));
        assertThat(put(key, tags(20, 50)).status()).isEqualTo(200);
        var oneTooMany = put(key, tags(50, 51));
        assertThat(oneTooMany.error()).isEqualTo("TagException");
        assertThat(oneTooMany.message()).isEqualTo("Too many tags");
        assertThat(put(key, tags(0, 50)).status())
                .as("those that are there already")
                .isEqualTo(200);
        assertThat(put(key, tags(0, 51)).error()).isEqualTo("TagException");
        var listed = claviger.call("ListResourceTags", "{\"KeyId\":\"" + key + "\",\"Limit\":1000}");
        assertThat(listed.json().get("Tags")).hasSize(50);
        assertThat(listed.json().get("Truncated").asBoolean()).isFalse();
        assertThat(claviger.call("UntagResource", "{\"KeyId\":\"" + key + "\",\"TagKeys\":[\"key 7\"]}")
                        .status())
                .isEqualTo(200);
        assertThat(put(key, tags(50, 51)).status()).isEqualTo(200);
    }

    @Test
    void a_tag_key_has_at_most_128_characters_and_a_value_256() {
        var key = key("");
        assertThat(put(key, pair("ö".repeat(128), "ö".repeat(256))).status()).isEqualTo(200);
        var listed = claviger.call("ListResourceTags", "{\"KeyId\":\"" + key + "\"}");
        assertThat(listed.json().at("/Tags/0/TagValue").asString()).isEqualTo("ö".repeat(256));
        assertThat(put(key, pair("k".repeat(129), "v".repeat(257))).message())
                .startsWith("2 validation errors detected")
                .contains("Member must have length less than or equal to 128")
                .contains("Member must have length less than or equal to 256");
    }

    @Test
    void a_marker_is_as_short_as_markers_must_be_for_the_longest_tag_key() {
        var key = key(pair("字".repeat(127) + "a", "1") + "," + pair("字".repeat(127) + "b", "2"));
        var first = claviger.call("ListResourceTags", "{\"KeyId\":\"" + key + "\",\"Limit\":1}");
        var marker = first.json().get("NextMarker").asString();
        var second = claviger.call("ListResourceTags", "{\"KeyId\":\"" + key + "\",\"Marker\":\"" + marker + "\"}");
        assertThat(second.json().at("/Tags/0/TagValue").asString()).isEqualTo("2");
        assertThat(second.json().get("Tags")).hasSize(1);
    }

    private static TestClaviger.Answer put(String key, String tags) {
        return claviger.call("TagResource", "{\"KeyId\":\"" + key + "\",\"Tags\":[" + tags + "]}");
    }

    private static String key(String tags) {
        return claviger.call("CreateKey", "{\"Tags\":[" + tags + "]}")
                .json()
                .at("/KeyMetadata/KeyId")
                .asString();
    }

    private static String tags(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(n -> pair("key " + n, "value " + n))
                .collect(Collectors.joining(","));
    }

    private static String pair(String key, String value) {
        return "{\"TagKey\":\"" + key + "\",\"TagValue\":\"" + value + "\"}";
    }
}
