package claviger.kms.key;

import claviger.call.Length;
import claviger.kms.KmsError;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A tag of a KMS key.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_Tag.html>
public record Tag(
        @Length(min = 1, max = 128) String tagKey,
        @Length(min = 0, max = 256) String tagValue) {

    /// <https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html>
    private static final int MOST = 50;

    /// The tags of a new key.
    ///
    /// @throws claviger.call.AwsException TagException for a repeated or reserved tag key, or too many
    static Map<String, String> toMap(List<Tag> tags) {
        if (tags.size() > MOST) {
            throw KmsError.TAG.because("Too many tags");
        }
        var map = new TreeMap<String, String>();
        for (var tag : tags) {
            if (tag.tagKey().toLowerCase(Locale.ROOT).startsWith("aws:")) {
                throw KmsError.TAG.because("aws: prefixed tag key names are not allowed for external use");
            }
            if (map.put(tag.tagKey(), tag.tagValue()) != null) {
                throw KmsError.TAG.because("Duplicate tag keys");
            }
        }
        return Map.copyOf(map);
    }
}
