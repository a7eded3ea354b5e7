package claviger.kms;

import claviger.crypto.Envelope;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an operation needs leave for, by default for the action that bears its name. The gate resolves,
/// decides and checks it, in AWS's order.
///
/// @param alias the alias the action is also on, `null` for none
/// @param keys the keys the action is on, in the order in which [Leave] hands them out
/// @param grantTokens as the request gave them
public record Needs(@Nullable AliasNeed alias, List<KeyNeed> keys, List<String> grantTokens) {

    /// The states in which a key may be used for cryptography.
    public static final Set<KeyState> USABLE = EnumSet.of(KeyState.ENABLED, KeyState.UPDATING);

    /// Every state: what is asked does not depend on it.
    public static final Set<KeyState> ANY_STATE = EnumSet.allOf(KeyState.class);

    /// Every state but those that end in deletion.
    public static final Set<KeyState> NOT_PENDING_DELETION =
            EnumSet.complementOf(EnumSet.of(KeyState.PENDING_DELETION, KeyState.PENDING_REPLICA_DELETION));

    /// An action on no resource.
    public static Needs account() {
        return new Needs(null, List.of(), List.of());
    }

    /// A key for cryptography, named in any of the four ways.
    public static Needs key(String named, KeyUsageType usage) {
        return new Needs(
                null, List.of(new KeyNeed(new Subject.Named(named, true), USABLE, usage, KeyKind.ANY)), List.of());
    }

    /// The key that a ciphertext was made under.
    public static Needs keyOf(Envelope.Identity ciphertext, KeyUsageType usage) {
        return new Needs(
                null,
                List.of(new KeyNeed(new Subject.OfCiphertext(ciphertext), USABLE, usage, KeyKind.ANY)),
                List.of());
    }

    /// A key to be looked at, named in any of the four ways.
    public static Needs anyKey(String named) {
        return new Needs(
                null, List.of(new KeyNeed(new Subject.Named(named, true), ANY_STATE, null, KeyKind.ANY)), List.of());
    }

    /// A key to be managed, named by key id or key ARN only.
    public static Needs keyById(String named, Set<KeyState> states) {
        return new Needs(
                null, List.of(new KeyNeed(new Subject.Named(named, false), states, null, KeyKind.ANY)), List.of());
    }

    /// A key of a kind to be managed, named by key id or key ARN only.
    public static Needs keyById(String named, Set<KeyState> states, KeyKind kind) {
        return new Needs(null, List.of(new KeyNeed(new Subject.Named(named, false), states, null, kind)), List.of());
    }

    /// An alias that need not exist yet.
    public static Needs newAlias(String name) {
        return new Needs(new AliasNeed(name, false), List.of(), List.of());
    }

    /// An alias that exists, and the key it points to.
    public static Needs alias(String name) {
        var target = new KeyNeed(new Subject.AliasTarget(name), ANY_STATE, null, KeyKind.ANY);
        return new Needs(new AliasNeed(name, true), List.of(target), List.of());
    }

    /// The same, and one more key for the alias to point to, named by key id or key ARN.
    public Needs pointingTo(String named) {
        var more = new ArrayList<>(keys);
        more.add(new KeyNeed(new Subject.Named(named, false), NOT_PENDING_DELETION, null, KeyKind.ANY));
        return new Needs(alias, List.copyOf(more), grantTokens);
    }

    public Needs with(List<String> tokens) {
        return new Needs(alias, keys, tokens);
    }

    /// @param mustExist whether a missing alias is an error
    public record AliasNeed(String name, boolean mustExist) {}

    /// @param states the states in which the key permits the action
    /// @param usage the usage that the key must have, `null` if any will do
    /// @param kind looked at before the state
    public record KeyNeed(
            Subject subject, Set<KeyState> states, @Nullable KeyUsageType usage, KeyKind kind) {}

    /// How the key is found.
    public sealed interface Subject {

        /// By what the request calls it.
        record Named(String text, boolean aliasesToo) implements Subject {}

        /// By the header of a ciphertext. A key that is unknown and one that is forbidden get the same answer.
        record OfCiphertext(Envelope.Identity identity) implements Subject {}

        /// By an alias of the caller's account.
        record AliasTarget(String aliasName) implements Subject {}
    }
}
