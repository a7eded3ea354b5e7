package claviger.kms;

import claviger.call.WireNamed;
import claviger.iam.GlobalKeys;
import claviger.policy.ContextValue;
import claviger.policy.RequestFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a request says of itself, by the names of condition keys.
///
/// <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html>
///
/// @param encryptionContext the pairs, names as sent
/// @param tags that the request sets
/// @param parameters the other keys, by name in lower case
public record Facts(
        Map<String, String> encryptionContext, Map<String, String> tags, Map<String, ContextValue> parameters) {

    /// Nothing.
    public static final Facts NONE = new Facts(Map.of(), Map.of(), Map.of());

    /// One parameter and no other.
    ///
    /// @param name of the condition key, in lower case
    /// @param value a text, a number, a truth value or an enum; `null` if the request does not have it
    public static Facts of(String name, @Nullable Object value) {
        return NONE.with(name, value);
    }

    /// The algorithm and context of an encryption.
    ///
    /// @param algorithm `null` for the only one of symmetric keys
    public static Facts ofEncryption(@Nullable EncryptionAlgorithmSpec algorithm, Map<String, String> context) {
        var used = algorithm == null ? EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT : algorithm;
        return of("kms:encryptionalgorithm", used).withContext(context);
    }

    /// The tags that a request sets.
    public static Facts ofTags(List<Tag> tags) {
        return NONE.withTags(tags);
    }

    public Facts withTags(List<Tag> others) {
        // A name that is there twice is refused later; here the last counts.
        var all = others.stream().collect(Collectors.toMap(Tag::tagKey, Tag::tagValue, (_, last) -> last));
        return new Facts(encryptionContext, all, parameters);
    }

    public Facts withContext(Map<String, String> context) {
        return new Facts(context, tags, parameters);
    }

    /// The same and one parameter more; see [#of].
    public Facts with(String name, @Nullable Object value) {
        return value == null ? this : with(name, new ContextValue.Single(text(value)));
    }

    /// The same and one parameter more that has many values.
    public Facts withAll(String name, List<?> values) {
        return with(
                name, new ContextValue.Multi(values.stream().map(Facts::text).toList()));
    }

    private Facts with(String name, ContextValue value) {
        var all = new HashMap<>(parameters);
        all.put(name, value);
        return new Facts(encryptionContext, tags, all);
    }

    private static String text(Object value) {
        return switch (value) {
            case WireNamed named -> named.wireName();
            case Enum<?> constant -> constant.name();
            default -> value.toString();
        };
    }

    /// As decisions read it.
    ///
    /// @param withContext whether the key is one with which an encryption context goes
    RequestFacts read(boolean withContext, GlobalKeys global) {
        var all = new HashMap<>(parameters);
        global.addTo(all);
        return new RequestFacts(withContext ? encryptionContext : Map.of(), tags, all);
    }
}
