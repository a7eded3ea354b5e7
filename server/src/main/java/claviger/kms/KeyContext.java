package claviger.kms;

import claviger.iam.GlobalKeys;
import claviger.policy.ConditionKey;
import claviger.policy.ContextValue;
import claviger.policy.ServerContext;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the server knows of an action on a key, on an alias or on nothing in particular, by the names of condition
/// keys.
///
/// <https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html>
///
/// @param global the keys that every service has
/// @param account that owns what the action is on
/// @param about the key, `null` for an action that is on none
record KeyContext(
        GlobalKeys global, String account, @Nullable About about) implements ServerContext {

    /// What is known of a key.
    ///
    /// @param aliases the names of all aliases that point to it, looked up when asked for
    /// @param tags of it
    /// @param isForService `null` where AWS does not say whether a service makes the request for its resource
    /// @param sameKey whether what is encrypted anew stays under the same key, `null` for other actions
    /// @param unusedDays whole days since the key was last used, `null` for other actions
    record About(
            KeyProperties properties,
            Supplier<List<String>> aliases,
            Map<String, String> tags,
            @Nullable Boolean isForService,
            @Nullable BooleanSupplier sameKey,
            @Nullable Long unusedDays) {

        /// Of a key that is about to be made.
        static About ofNew(KeyProperties properties) {
            return new About(properties, List::of, Map.of(), null, null, null);
        }
    }

    @Override
    public @Nullable ContextValue known(ConditionKey key) {
        if (about == null || !key.name().startsWith("kms:")) {
            return global.known(key, account, about == null ? Map.of() : about.tags());
        }
        if (key.name().equals("kms:resourcealiases")) {
            return new ContextValue.Multi(about.aliases().get());
        }
        var value = value(key.name(), about);
        return value == null ? null : new ContextValue.Single(value.toString());
    }

    private @Nullable Object value(String name, About about) {
        var properties = about.properties();
        return switch (name) {
            case "kms:calleraccount" -> global.caller().account();
            case "kms:keyspec", "kms:customermasterkeyspec" -> properties.spec();
            case "kms:keyusage", "kms:customermasterkeyusage" -> properties.usage();
            case "kms:keyorigin" -> properties.origin();
            case "kms:multiregion" -> properties.isMultiRegion();
            case "kms:multiregionkeytype" -> properties.multiRegionKeyType();
            case "kms:grantisforawsresource" -> about.isForService();
            case "kms:reencryptonsamekey" ->
                about.sameKey() == null ? null : about.sameKey().getAsBoolean();
            case "kms:trailingdayswithoutkeyusage" -> about.unusedDays();
            default -> null;
        };
    }
}
