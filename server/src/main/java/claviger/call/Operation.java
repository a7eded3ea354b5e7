package claviger.call;

import java.util.List;

/// One operation of a service: a class of this name, and the only place that knows what it does.
///
/// @param <I> its request record, whose components carry the limits of the wire
/// @param <O> its response record
public interface Operation<I extends Record, O extends Record> {

    /// The name on the wire, in IAM actions and in audit records: the name of the class.
    default String name() {
        return getClass().getSimpleName();
    }

    /// Whether an audit record calls it read-only: it reads, or uses a key, and changes nothing.
    default boolean readOnly() {
        return true;
    }

    /// Whether the request asks only if it would succeed.
    default boolean dryRun(I request) {
        return false;
    }

    /// What an operation comes to: its answer, and the changes it wants made before the answer is given.
    ///
    /// @param keyMaterialId the material that was used, for the audit record; empty if none was
    record Outcome<O>(O response, List<Change> changes, String keyMaterialId) {

        public static <O> Outcome<O> answer(O response) {
            return new Outcome<>(response, List.of(), "");
        }

        public Outcome<O> changing(Noun... nouns) {
            return new Outcome<>(
                    response,
                    java.util.Arrays.stream(nouns).<Change>map(Change.Put::new).toList(),
                    keyMaterialId);
        }

        public Outcome<O> removing(Noun noun) {
            return new Outcome<>(response, List.of(new Change.Remove(noun)), keyMaterialId);
        }

        public Outcome<O> using(String materialId) {
            return new Outcome<>(response, changes, materialId);
        }
    }

    /// The response of an operation that has none.
    record Nothing() {}
}
