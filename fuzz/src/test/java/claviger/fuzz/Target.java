package claviger.fuzz;

import claviger.RequestTarget;
import claviger.crypto.EnvelopeTarget;
import claviger.crypto.Pkcs8Target;
import claviger.crypto.SpkiTarget;
import claviger.crypto.WrappedTarget;
import claviger.kms.GrantTokenTarget;
import claviger.kms.NameTarget;
import claviger.sigv4.VerifierTarget;
import claviger.store.RowTarget;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// What is fuzzed.
enum Target {
    VERIFIER(VerifierTarget::new, 2_000),
    REQUEST(RequestTarget::new, 2_000),
    ENVELOPE(EnvelopeTarget::new, 2_000),
    SPKI(SpkiTarget::new, 1_000),
    PKCS8(Pkcs8Target::new, 300),
    WRAPPED(WrappedTarget::new, 500),
    TOKEN(GrantTokenTarget::new, 200),
    NAME(NameTarget::new, 500),
    ROW(RowTarget::new, 1_000);

    /// In the order by which an input names its target in a run that all share.
    static final List<Target> ALL = List.of(values());

    @SuppressWarnings("ImmutableEnumChecker") // a constructor
    private final Supplier<FuzzTarget> made;

    private final int floor;

    /// @param floor how many inputs a minute's run must reach on a slow machine that others use too
    Target(Supplier<FuzzTarget> made, int floor) {
        this.made = made;
        this.floor = floor;
    }

    static Target named(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }

    FuzzTarget open() {
        return made.get();
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    int floor() {
        return floor;
    }
}
