package claviger.kms;

import claviger.call.Noun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pcollections.TreePMap;

/// What one account has in one Region: keys, their material at rest, and aliases. Immutable; changes make it anew and
/// share what they did not touch.
public final class RegionalKeys {

    static final RegionalKeys NONE =
            new RegionalKeys(TreePMap.empty(), TreePMap.empty(), TreePMap.empty(), TreePMap.empty());

    private final TreePMap<String, Key> keys;
    private final TreePMap<String, KeyMaterial> materials;
    private final TreePMap<String, Alias> aliases;
    /// The same aliases under `key id/alias name`, so that those of one key stand together.
    private final TreePMap<String, Alias> aliasesByKey;

    private RegionalKeys(
            TreePMap<String, Key> keys,
            TreePMap<String, KeyMaterial> materials,
            TreePMap<String, Alias> aliases,
            TreePMap<String, Alias> aliasesByKey) {
        this.keys = keys;
        this.materials = materials;
        this.aliases = aliases;
        this.aliasesByKey = aliasesByKey;
    }

    public @Nullable Key key(String id) {
        return keys.get(id);
    }

    public @Nullable Alias alias(String name) {
        return aliases.get(name);
    }

    public @Nullable KeyMaterial material(String keyId, String materialId) {
        return materials.get(keyId + "/" + materialId);
    }

    /// The material of one key, in the order of their ids.
    public NavigableMap<String, KeyMaterial> materialsOf(String keyId) {
        return materials.subMap(keyId + "/", keyId + "0");
    }

    /// Every key, in the order of their ids.
    public NavigableMap<String, Key> keys() {
        return keys;
    }

    /// Every alias, in the order of their names.
    public NavigableMap<String, Alias> aliases() {
        return aliases;
    }

    /// The aliases of one key, in the order of their names.
    public NavigableMap<String, Alias> aliasesOf(String keyId) {
        // '0' is the character after '/'.
        return aliasesByKey.subMap(keyId + "/", keyId + "0");
    }

    RegionalKeys with(Noun noun) {
        return switch (noun) {
            case Key key -> new RegionalKeys(keys.plus(key.id(), key), materials, aliases, aliasesByKey);
            case KeyMaterial material ->
                new RegionalKeys(
                        keys, materials.plus(material.keyId() + "/" + material.id(), material), aliases, aliasesByKey);
            case Alias alias -> {
                var old = aliases.get(alias.name());
                var others = old == null ? aliasesByKey : aliasesByKey.minus(byKey(old));
                yield new RegionalKeys(
                        keys, materials, aliases.plus(alias.name(), alias), others.plus(byKey(alias), alias));
            }
            default -> throw new IllegalArgumentException("not kept by Region: " + noun.rowId());
        };
    }

    RegionalKeys without(Noun noun) {
        return switch (noun) {
            case Key key -> new RegionalKeys(keys.minus(key.id()), materials, aliases, aliasesByKey);
            case KeyMaterial material ->
                new RegionalKeys(keys, materials.minus(material.keyId() + "/" + material.id()), aliases, aliasesByKey);
            case Alias alias ->
                new RegionalKeys(keys, materials, aliases.minus(alias.name()), aliasesByKey.minus(byKey(alias)));
            default -> throw new IllegalArgumentException("not kept by Region: " + noun.rowId());
        };
    }

    /// What is read at the start, gathered before maps are made of it. A new immutable map for each of a million keys
    /// would take most of the start.
    static final class Gathered {

        private final List<Map.Entry<String, Key>> keys = new ArrayList<>();
        private final List<Map.Entry<String, KeyMaterial>> materials = new ArrayList<>();
        private final List<Map.Entry<String, Alias>> aliases = new ArrayList<>();
        private final List<Map.Entry<String, Alias>> aliasesByKey = new ArrayList<>();

        void add(Noun noun) {
            switch (noun) {
                case Key key -> keys.add(Map.entry(key.id(), key));
                case KeyMaterial material -> materials.add(Map.entry(material.keyId() + "/" + material.id(), material));
                case Alias alias -> {
                    aliases.add(Map.entry(alias.name(), alias));
                    aliasesByKey.add(Map.entry(byKey(alias), alias));
                }
                default -> throw new IllegalArgumentException("not kept by Region: " + noun.rowId());
            }
        }

        RegionalKeys regionalKeys() {
            return new RegionalKeys(map(keys), map(materials), map(aliases), map(aliasesByKey));
        }

        private static <N> TreePMap<String, N> map(List<Map.Entry<String, N>> entries) {
            // Put in their order, which is several times as fast as in any other.
            entries.sort(Map.Entry.comparingByKey());
            var map = new TreeMap<String, N>();
            entries.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
            return TreePMap.fromSortedMap(map);
        }
    }

    private static String byKey(Alias alias) {
        return alias.targetKeyId() + "/" + alias.name();
    }
}
