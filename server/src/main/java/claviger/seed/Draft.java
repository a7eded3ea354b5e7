package claviger.seed;

import claviger.call.Noun;
import claviger.custody.Custody;
import claviger.custody.Domain;
import claviger.custody.DomainKey;
import claviger.kms.View;
import java.util.ArrayList;
import java.util.List;

/// The state as it will be, and what must be stored for it: in units of what belongs together.
final class Draft {

    private final Custody custody;
    private final List<List<Noun>> units = new ArrayList<>();
    private List<Noun> unit = new ArrayList<>();
    private View view;

    Draft(View view, Custody custody) {
        this.view = view;
        this.custody = custody;
    }

    View view() {
        return view;
    }

    void put(Noun noun) {
        view = view.with(noun);
        unit.add(noun);
    }

    /// What is put from here on need not be stored in one step with what was put before.
    void cut() {
        if (!unit.isEmpty()) {
            units.add(List.copyOf(unit));
            unit = new ArrayList<>();
        }
    }

    List<List<Noun>> units() {
        cut();
        return List.copyOf(units);
    }

    /// The key that seals in a domain; the first noun there brings one with it.
    DomainKey domainKey(Domain domain) {
        var known = view.domainKeys(domain);
        if (!known.isEmpty()) {
            return known.getLast();
        }
        var made = custody.create(domain);
        put(made);
        return made;
    }
}
