package claviger.iam;

import claviger.call.Noun;
import claviger.iam.answer.Tag;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The tags of users, roles and the like: their keys are the same in whatever case.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html>
public final class Tags {

    private static final int MOST = 50;

    private Tags() {}

    /// The tags after these are put: a key that is there already, in whatever case, gets the
    /// new spelling and value.
    ///
    /// @throws claviger.call.AwsException InvalidInput for a repeated or reserved key,
    /// LimitExceeded for more than 50
    public static Map<String, String> added(Map<String, String> before, List<Tag> tags) {
        var after = caseless(before);
        var seen = new HashSet<String>();
        for (var tag : tags) {
            refuseReserved(tag.key());
            if (!seen.add(tag.key().toLowerCase(Locale.ROOT))) {
                throw IamError.INVALID_INPUT.because(
                        "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
            after.remove(tag.key());
            after.put(tag.key(), tag.value());
        }
        if (after.size() > MOST) {
            throw IamError.LIMIT_EXCEEDED.because(
                    "The number of tags has reached the maximum limit. Cannot exceed quota for TagsPerResource: %s",
                    MOST);
        }
        return Map.copyOf(after);
    }

    /// The tags after those with these keys are taken away. One that is not there is no error.
    public static Map<String, String> removed(Map<String, String> before, List<String> tagKeys) {
        var after = caseless(before);
        for (var key : tagKeys) {
            refuseReserved(key);
            after.remove(key);
        }
        return Map.copyOf(after);
    }

    /// What the tags are put to, with them.
    public static Noun put(Tagged tagged, List<Tag> tags) {
        return tagged.taggedAs(added(tagged.tags(), tags));
    }

    /// What they are taken from, without them.
    public static Noun taken(Tagged tagged, List<String> tagKeys) {
        return tagged.taggedAs(removed(tagged.tags(), tagKeys));
    }

    /// In the order of their keys, for a list.
    public static NavigableMap<String, Tag> inOrder(Map<String, String> tags) {
        var ordered = new TreeMap<String, Tag>();
        tags.forEach((key, value) -> ordered.put(key, new Tag(key, value)));
        return ordered;
    }

    private static Map<String, String> caseless(Map<String, String> tags) {
        var caseless = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        caseless.putAll(tags);
        return caseless;
    }

    private static void refuseReserved(String key) {
        if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
            throw IamError.INVALID_INPUT.because("Tag keys beginning with 'aws:' are reserved for system use.");
        }
    }
}
