package claviger.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /// Whether an audit record shows of the response what may be shown.
    default boolean recordsResponse() {
        return !readOnly();
    }

    /// Whether the request asks only if it would succeed.
    default boolean dryRun(I request) {
        return false;
    }

    /// What an operation comes to: its answer, and the changes it wants made before the answer is given.
    ///
    /// @param noted what the audit record shows beside request and response, by CloudTrail's names
    record Outcome<O>(O response, List<Change> changes, Map<String, String> noted) {

        public static <O> Outcome<O> answer(O response) {
            return new Outcome<>(response, List.of(), Map.of());
        }

        public Outcome<O> changing(Noun... nouns) {
            var more = new ArrayList<>(changes);
            for (var noun : nouns) {
                more.add(new Change.Put(noun));
            }
            return new Outcome<>(response, List.copyOf(more), noted);
        }

        public Outcome<O> removing(Noun noun) {
            var more = new ArrayList<>(changes);
            more.add(new Change.Remove(noun));
            return new Outcome<>(response, List.copyOf(more), noted);
        }

        /// Notes which key material was used.
        public Outcome<O> using(String materialId) {
            return noting("keyMaterialId", materialId);
        }

        /// @param value no secret: it is shown in the audit record
        public Outcome<O> noting(String name, String value) {
            var more = new LinkedHashMap<>(noted);
            more.put(name, value);
            return new Outcome<>(response, changes, more);
        }
    }

    /// The response of an operation that has none.
    record Nothing() {}
}
