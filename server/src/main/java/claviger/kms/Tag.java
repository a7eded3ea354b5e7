package claviger.kms;

import claviger.call.Length;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A tag of a KMS key.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_Tag.html>
public record Tag(
        @Length(min = 1, max = 128) String tagKey,
        @Length(min = 0, max = 256) String tagValue) {

    /// <https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html>
    private static final int MOST = 50;

    /// The tags of a key after these are put to it: a tag key that is there already gets the new value.
    ///
    /// @throws claviger.call.AwsException TagException for a repeated or reserved tag key, or if
    ///     there would be more than 50
    public static Map<String, String> added(Map<String, String> before, List<Tag> tags) {
        refuseTooMany(tags.size());
        var after = new HashMap<>(before);
        var seen = new HashSet<String>();
        for (var tag : tags) {
            refuseReserved(tag.tagKey());
            if (!seen.add(tag.tagKey())) {
                throw KmsError.TAG.because("Duplicate tag keys");
            }
            after.put(tag.tagKey(), tag.tagValue());
        }
        refuseTooMany(after.size());
        return Map.copyOf(after);
    }

    /// The tags of a key after those with these tag keys are taken from it. One that is not there is no error.
    ///
    /// @throws claviger.call.AwsException TagException for a reserved tag key
    public static Map<String, String> removed(Map<String, String> before, List<String> tagKeys) {
        var after = new HashMap<>(before);
        for (var tagKey : tagKeys) {
            refuseReserved(tagKey);
            after.remove(tagKey);
        }
        return Map.copyOf(after);
    }

    private static void refuseTooMany(int count) {
        if (count > MOST) {
            throw KmsError.TAG.because("Too many tags");
        }
    }

    private static void refuseReserved(String tagKey) {
        if (tagKey.toLowerCase(Locale.ROOT).startsWith("aws:")) {
            throw KmsError.TAG.because("aws: prefixed tag key names are not allowed for external use");
        }
    }
}
