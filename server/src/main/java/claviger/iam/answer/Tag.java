package claviger.iam.answer;

import claviger.call.Length;
import claviger.call.Matches;
import claviger.iam.Patterns;
import claviger.iam.Tags;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html>
public record Tag(
        @Length(min = 1, max = 128) @Matches(Patterns.TAG_KEY)
        String key,

        @Length(min = 0, max = 256) @Matches(Patterns.TAG_VALUE)
        String value) {

    /// Tags in an answer, `null` for none.
    public static @Nullable List<Tag> listed(Map<String, String> tags) {
        return tags.isEmpty() ? null : List.copyOf(Tags.inOrder(tags).values());
    }
}
