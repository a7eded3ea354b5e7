package claviger.sts;

import claviger.call.AwsException;
import claviger.call.Caller;
import claviger.call.CommonError;
import claviger.iam.answer.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The tags of a session: those that a request passes, and transitive ones of the session that
/// asks. Keys are the same in whatever case.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html>
///
/// @param transitive keys of the tags that go on
public record SessionTags(Map<String, String> tags, Set<String> transitive) {

    /// @param caller whose tags may go on, `null` for nobody
    /// @throws AwsException ValidationError for a repeated or reserved key, for a transitive key
    ///     that is not passed, or for one that is inherited already
    public static SessionTags of(@Nullable Caller caller, List<Tag> passed, List<String> transitiveKeys) {
        var tags = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (var tag : passed) {
            if (tag.key().toLowerCase(Locale.ROOT).startsWith("aws:")) {
                throw CommonError.VALIDATION.because("Tag keys beginning with 'aws:' are reserved for system use.");
            }
            if (tags.put(tag.key(), tag.value()) != null) {
                throw CommonError.VALIDATION.because(
                        "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
        }
        var transitive = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
        for (var key : transitiveKeys) {
            if (!tags.containsKey(key)) {
                throw CommonError.VALIDATION.because(
                        "The specified transitive tag key must be included in the requested tags.");
            }
            transitive.add(key);
        }
        inherit(caller, tags, transitive);
        return new SessionTags(Map.copyOf(tags), Set.copyOf(transitive));
    }

    private static void inherit(@Nullable Caller caller, Map<String, String> tags, Set<String> transitive) {
        var session = caller == null ? null : caller.session();
        if (session == null) {
            return;
        }
        var before = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        before.putAll(session.tags());
        for (var key : session.transitiveTagKeys()) {
            var value = before.get(key);
            if (value == null) {
                continue;
            }
            if (tags.put(key, value) != null) {
                throw CommonError.VALIDATION.because("One of the specified transitive tag keys can't be set because it"
                        + " conflicts with a transitive tag key from the calling session.");
            }
            transitive.add(key);
        }
    }
}
