package claviger.seed;

import claviger.kms.Alias;
import claviger.kms.Grant;
import claviger.kms.Key;
import claviger.seed.Declaration.GrantEntry;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Brings about the aliases and grants of a key. Those that the file does not know stay.
final class Names {

    /// Of a grant id, in bytes.
    private static final int GRANT_ID = 32;

    private final Surroundings surroundings;
    private final Draft draft;
    private final Problems problems;
    private final Map<String, Integer> lines = new HashMap<>();

    Names(Surroundings surroundings, Draft draft, Problems problems) {
        this.surroundings = surroundings;
        this.draft = draft;
        this.problems = problems;
    }

    void bring(Key key, Record entry, List<String> aliases, List<GrantEntry> grants) {
        for (int i = 0; i < aliases.size(); i++) {
            alias(key, entry, "Aliases[" + i + "]", aliases.get(i));
        }
        grants.forEach(grant -> grant(key, grant));
    }

    private void alias(Key key, Record entry, String field, String name) {
        if (!problems.check(entry, field, () -> Alias.checkedName(name))) {
            return;
        }
        if (Alias.isReserved(name)) {
            problems.add(entry, field, "aliases that begin with alias/aws/ are AWS's own");
            return;
        }
        var line = lines.putIfAbsent(
                Alias.arn(key.account(), key.region(), name),
                problems.spot(entry, field).line());
        if (line != null) {
            problems.add(entry, field, "%s is declared twice, first on line %s".formatted(name, line));
            return;
        }
        var owned = draft.view().in(key.account(), key.region());
        var there = owned.alias(name);
        if (there != null && there.targetKeyId().equals(key.id())) {
            return;
        }
        var count = owned.aliasesOf(key.id()).size();
        var fits = problems.check(entry, field, () -> surroundings.quotas().admitAlias(count));
        var now = surroundings.now();
        if (there == null) {
            draft.put(new Alias(key.account(), key.region(), name, key.id(), now, now, 1));
            return;
        }
        var before = owned.key(there.targetKeyId());
        if (fits && (before == null || problems.check(entry, field, () -> Alias.refuseMove(before, key)))) {
            draft.put(there.pointingTo(key.id(), now));
        }
    }

    private void grant(Key key, GrantEntry entry) {
        var terms = entry.terms();
        if (!problems.check(entry, "", () -> terms.checkedFor(key))) {
            return;
        }
        var there = draft.view().grants(key.region()).on(key);
        if (there.values().stream().anyMatch(grant -> isTheSame(grant, terms))) {
            return;
        }
        problems.check(entry, "", () -> surroundings.quotas().admitGrant(there.size()));
        var id = HexFormat.of().formatHex(surroundings.random().bytes(GRANT_ID));
        draft.put(new Grant(key.account(), key.region(), key.id(), id, terms, key.account(), surroundings.now(), 1));
    }

    /// The file says what there is, and not that another is wanted: so without a name too.
    private static boolean isTheSame(Grant grant, Grant.Terms terms) {
        return grant.terms().equals(terms) && grant.issuer().equals(grant.account());
    }
}
