package claviger.kms;

import claviger.crypto.Envelope;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What an operation needs leave for, by default for the action that bears its name. The gate resolves,
/// decides and checks it, in AWS's order.
///
/// @param alias the alias the action is also on, `null` for none
/// @param principal the principal that the action is on, `null` for none
/// @param keys the keys the action is on, in the order in which [Leave] hands them out
/// @param general the actions on nothing in particular
/// @param grantTokens as the request gave them
public record Needs(
        @Nullable AliasNeed alias,
        @Nullable String principal,
        List<KeyNeed> keys,
        List<GeneralNeed> general,
        List<String> grantTokens) {

    /// The states in which a key may be used for cryptography.
    public static final Set<KeyState> USABLE = EnumSet.of(KeyState.ENABLED, KeyState.UPDATING);

    /// Every state: what is asked does not depend on it.
    public static final Set<KeyState> ANY_STATE = EnumSet.allOf(KeyState.class);

    /// Every state but those that end in deletion.
    public static final Set<KeyState> NOT_PENDING_DELETION =
            EnumSet.complementOf(EnumSet.of(KeyState.PENDING_DELETION, KeyState.PENDING_REPLICA_DELETION));

    /// An action on nothing in particular.
    public static Needs account() {
        return new Needs(null, null, List.of(), List.of(new GeneralNeed(null, null, Facts.NONE, null)), List.of());
    }

    /// The making of a key.
    public static Needs newKey(KeyProperties properties, Facts facts) {
        return new Needs(null, null, List.of(), making(null, properties, facts), List.of());
    }

    /// These keys, and the making of a replica of the first.
    public Needs replicatingTo(String region, Facts facts) {
        return new Needs(alias, principal, keys, making(region, null, facts), grantTokens);
    }

    // Whoever makes a key with tags must also be allowed to tag.
    private static List<GeneralNeed> making(@Nullable String region, @Nullable KeyProperties properties, Facts facts) {
        var create = new GeneralNeed("CreateKey", region, facts, properties);
        return facts.tags().isEmpty()
                ? List.of(create)
                : List.of(create, new GeneralNeed("TagResource", region, facts, properties));
    }

    /// An action on a principal.
    public static Needs principal(String arn) {
        return new Needs(null, arn, List.of(), List.of(), List.of());
    }

    /// A key for cryptography, named in any of the four ways.
    public static Needs key(String named, KeyUsageType usage) {
        return key(new KeyNeed(new Subject.Named(named, true), USABLE, usage, KeyKind.ANY, null, Facts.NONE));
    }

    /// A key of a kind for cryptography, whatever its usage.
    public static Needs key(String named, KeyKind kind) {
        return key(new KeyNeed(new Subject.Named(named, true), USABLE, null, kind, null, Facts.NONE));
    }

    /// The key that a ciphertext was made under.
    public static Needs keyOf(Envelope.Identity ciphertext, KeyUsageType usage) {
        return key(new KeyNeed(new Subject.OfCiphertext(ciphertext), USABLE, usage, KeyKind.ANY, null, Facts.NONE));
    }

    /// A key to be looked at, named in any of the four ways.
    public static Needs anyKey(String named) {
        return key(new KeyNeed(new Subject.Named(named, true), ANY_STATE, null, KeyKind.ANY, null, Facts.NONE));
    }

    /// A key to be managed, named by key id or key ARN only.
    public static Needs keyById(String named, Set<KeyState> states) {
        return keyById(named, states, KeyKind.ANY);
    }

    /// A key of a kind to be managed, named by key id or key ARN only.
    public static Needs keyById(String named, Set<KeyState> states, KeyKind kind) {
        return key(new KeyNeed(new Subject.Named(named, false), states, null, kind, null, Facts.NONE));
    }

    /// A grant to be retired, and its key. Who may is in the grant itself.
    public static Needs grant(String token) {
        return key(new KeyNeed(new Subject.OfGrantToken(token), ANY_STATE, null, KeyKind.ANY, null, Facts.NONE));
    }

    /// The same, named by its id and its key's id or ARN.
    public static Needs grant(String keyNamed, String grantId) {
        return key(new KeyNeed(new Subject.OfGrant(keyNamed, grantId), ANY_STATE, null, KeyKind.ANY, null, Facts.NONE));
    }

    private static Needs key(KeyNeed need) {
        return new Needs(null, null, List.of(need), List.of(), List.of());
    }

    /// An alias that need not exist yet.
    public static Needs newAlias(String name) {
        return new Needs(new AliasNeed(name, false), null, List.of(), List.of(), List.of());
    }

    /// An alias that exists, and the key it points to.
    public static Needs alias(String name) {
        var target = new KeyNeed(new Subject.AliasTarget(name), ANY_STATE, null, KeyKind.ANY, null, Facts.NONE);
        return new Needs(new AliasNeed(name, true), null, List.of(target), List.of(), List.of());
    }

    /// The same, and one more key for the alias to point to, named by key id or key ARN.
    public Needs pointingTo(String named) {
        var more = new ArrayList<>(keys);
        more.add(new KeyNeed(
                new Subject.Named(named, false), NOT_PENDING_DELETION, null, KeyKind.ANY, null, Facts.NONE));
        return new Needs(alias, principal, List.copyOf(more), general, grantTokens);
    }

    /// The same keys, for another action than the one that bears the operation's name.
    ///
    /// @param action without `kms:`
    public Needs forAction(String action) {
        return withKeys(
                need -> new KeyNeed(need.subject(), need.states(), need.usage(), need.kind(), action, need.facts()));
    }

    /// The same keys, by a request that says this of itself.
    public Needs saying(Facts facts) {
        return withKeys(
                need -> new KeyNeed(need.subject(), need.states(), need.usage(), need.kind(), need.action(), facts));
    }

    private Needs withKeys(UnaryOperator<KeyNeed> change) {
        return new Needs(alias, principal, keys.stream().map(change).toList(), general, grantTokens);
    }

    /// These keys, and then those.
    public Needs and(Needs those) {
        var all = new ArrayList<>(keys);
        all.addAll(those.keys);
        return new Needs(alias, principal, List.copyOf(all), general, grantTokens);
    }

    /// These keys, and the replica of the first in another Region.
    public Needs andReplicaIn(String region) {
        return and(key(new KeyNeed(new Subject.ReplicaIn(region), ANY_STATE, null, KeyKind.ANY, null, Facts.NONE)));
    }

    public Needs with(List<String> tokens) {
        return new Needs(alias, principal, keys, general, tokens);
    }

    /// @param mustExist whether a missing alias is an error
    public record AliasNeed(String name, boolean mustExist) {}

    /// @param states the states in which the key permits the action
    /// @param usage the usage that the key must have, `null` if any will do
    /// @param kind looked at before the state
    /// @param action without `kms:`, `null` for the one that bears the operation's name
    /// @param facts what the request says of its use of the key
    public record KeyNeed(
            Subject subject,
            Set<KeyState> states,
            @Nullable KeyUsageType usage,
            KeyKind kind,
            @Nullable String action,
            Facts facts) {}

    /// @param action without `kms:`, `null` for the one that bears the operation's name
    /// @param region where, `null` for where the request is
    /// @param facts what the request says
    /// @param newKey what the key will be that the request makes, `null` for none, or a replica of the first key
    public record GeneralNeed(
            @Nullable String action,
            @Nullable String region,
            Facts facts,
            @Nullable KeyProperties newKey) {}

    /// How the key is found.
    public sealed interface Subject {

        /// By what the request calls it.
        record Named(String text, boolean aliasesToo) implements Subject {}

        /// By the header of a ciphertext. A key that is unknown and one that is forbidden get the same answer.
        record OfCiphertext(Envelope.Identity identity) implements Subject {}

        /// By a token of a grant on it.
        record OfGrantToken(String token) implements Subject {}

        /// By what the request calls it, and a grant on it.
        record OfGrant(String text, String grantId) implements Subject {}

        /// By its Region, as the replica of the key that is needed before it.
        record ReplicaIn(String region) implements Subject {}

        /// By an alias of the caller's account.
        record AliasTarget(String aliasName) implements Subject {}
    }
}
