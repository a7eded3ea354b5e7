package claviger.iam;

import claviger.call.RowId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A managed policy: a customer's, or one of AWS's own.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_Policy.html>
///
/// @param account 12 digits, or `aws`
/// @param id `ANPA…`
/// @param description `null` for none
/// @param versions by their numbers
/// @param newest the highest number that a version ever had: numbers are not used again
/// @param updated when the last version was made, or another became the default
public record ManagedPolicy(
        String account,
        String id,
        String name,
        String path,
        @Nullable String description,
        Map<Integer, Version> versions,
        int defaultVersion,
        int newest,
        Map<String, String> tags,
        Instant created,
        Instant updated,
        long version)
        implements Named, Tagged {

    /// A version of the policy.
    public record Version(String document, Instant created) {}

    @Override
    public RowId rowId() {
        return new RowId(RowId.Table.IAM_POLICY, account, "", id);
    }

    @Override
    public String kind() {
        return "policy";
    }

    /// The document that is in force.
    public String document() {
        return version(defaultVersion).document();
    }

    /// A version that exists.
    public Version version(int number) {
        return Objects.requireNonNull(versions.get(number));
    }

    /// The versions in the order of their numbers.
    public NavigableMap<Integer, Version> versionsInOrder() {
        return new TreeMap<>(versions);
    }

    /// The same policy as a new version of the noun: whoever decided on what it is attached to
    /// decides anew.
    public ManagedPolicy touched() {
        return next(versions, defaultVersion, newest, tags, updated);
    }

    public ManagedPolicy adding(String document, boolean asDefault, Instant now) {
        var more = new HashMap<>(versions);
        var number = newest + 1;
        more.put(number, new Version(document, now));
        return next(Map.copyOf(more), asDefault ? number : defaultVersion, number, tags, now);
    }

    public ManagedPolicy removing(int number) {
        var rest = new HashMap<>(versions);
        rest.remove(number);
        return next(Map.copyOf(rest), defaultVersion, newest, tags, updated);
    }

    public ManagedPolicy defaultingTo(int number, Instant now) {
        return next(versions, number, newest, tags, now);
    }

    @Override
    public ManagedPolicy taggedAs(Map<String, String> other) {
        return next(versions, defaultVersion, newest, Map.copyOf(other), updated);
    }

    private ManagedPolicy next(
            Map<Integer, Version> newVersions,
            int newDefault,
            int newNewest,
            Map<String, String> newTags,
            Instant newUpdated) {
        return new ManagedPolicy(
                account,
                id,
                name,
                path,
                description,
                newVersions,
                newDefault,
                newNewest,
                newTags,
                created,
                newUpdated,
                version + 1);
    }
}
