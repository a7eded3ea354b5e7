package claviger.fuzz;

import claviger.RequestTarget;
import claviger.crypto.EnvelopeTarget;
import claviger.crypto.Pkcs8Target;
import claviger.crypto.SpkiTarget;
import claviger.crypto.WrappedTarget;
import claviger.kms.GrantTokenTarget;
import claviger.kms.ImportTarget;
import claviger.kms.NameTarget;
import claviger.sigv4.VerifierTarget;
import claviger.store.RowTarget;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// What is fuzzed.
enum Target {
    VERIFIER(VerifierTarget::new, 300),
    REQUEST(RequestTarget::new, 300),
    ENVELOPE(EnvelopeTarget::new, 300),
    SPKI(SpkiTarget::new, 200),
    PKCS8(Pkcs8Target::new, 100),
    WRAPPED(WrappedTarget::new, 200),
    TOKEN(GrantTokenTarget::new, 100),
    IMPORTS(ImportTarget::new, 100),
    NAME(NameTarget::new, 200),
    ROW(RowTarget::new, 200);

    /// In the order by which an input names its target in a run that all share.
    static final List<Target> ALL = List.of(values());

    @SuppressWarnings("ImmutableEnumChecker") // a constructor
    private final Supplier<FuzzTarget> made;

    private final int floor;

    /// @param floor how many inputs a minute's run must reach on a slow machine that many others
    ///     use too: it shows that the target was run, and is far from what a quiet one does
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
