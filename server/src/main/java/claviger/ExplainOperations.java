package claviger;

import claviger.explain.Explain;
import claviger.explain.Trail;
import claviger.explain.WhatIf;
import claviger.explain.WhoCan;
import claviger.kms.PolicyText;
import java.util.List;

/// The catalogue of our own service.
final class ExplainOperations extends Catalogue {

    ExplainOperations(Trail trail, PolicyText policies) {
        List.of(new Explain(trail), new WhatIf(trail, policies), new WhoCan()).forEach(this::add);
    }
}
