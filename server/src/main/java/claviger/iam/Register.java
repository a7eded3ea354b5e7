package claviger.iam;

import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/// What an account has of one kind, by unique id and by name. Immutable.
public final class Register<N extends Named> {

    private final TreePMap<String, N> byId;
    private final TreePMap<String, N> byName;

    private Register(TreePMap<String, N> byId, TreePMap<String, N> byName) {
        this.byId = byId;
        this.byName = byName;
    }

    static <N extends Named> Register<N> empty() {
        return new Register<>(TreePMap.empty(), TreePMap.empty());
    }

    public @Nullable N get(String id) {
        return byId.get(id);
    }

    /// By the name in any case.
    public @Nullable N named(String name) {
        return byName.get(Named.folded(name));
    }

    /// All, in the order of their names.
    public NavigableMap<String, N> byName() {
        return byName;
    }

    public int size() {
        return byId.size();
    }

    boolean hasTwinOf(N noun) {
        var other = named(noun.name());
        return other != null && !other.id().equals(noun.id());
    }

    Register<N> with(N noun) {
        var others = without(noun);
        return new Register<>(others.byId.plus(noun.id(), noun), others.byName.plus(Named.folded(noun.name()), noun));
    }

    Register<N> without(N noun) {
        var old = byId.get(noun.id());
        return old == null ? this : new Register<>(byId.minus(old.id()), byName.minus(Named.folded(old.name())));
    }
}
