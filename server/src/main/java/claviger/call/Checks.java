package claviger.call;

import claviger.policy.AccessRequest;
import claviger.policy.Decision;
import claviger.policy.Explanation;
import claviger.policy.Policies;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Every question that a request put to the policies, with its answer, in order: a request is
/// allowed if all are, and the last is the one that refused it.
public final class Checks {

    private final List<Check> all = new ArrayList<>(1);

    /// One question.
    ///
    /// @param policies on which it was decided, the grants apart
    public record Check(AccessRequest request, Policies policies, Decision decision) {

        /// Why, statement by statement. It is made when asked for: who is allowed does not wait for it.
        public Explanation explanation() {
            return Explanation.of(decision, request, policies);
        }
    }

    /// Keeps a question, and gives back its answer.
    public Decision add(AccessRequest request, Policies policies, Decision decision) {
        all.add(new Check(request, policies, decision));
        return decision;
    }

    public List<Check> all() {
        return Collections.unmodifiableList(all);
    }

    /// Forgets an attempt that is made anew.
    public void clear() {
        all.clear();
    }
}
