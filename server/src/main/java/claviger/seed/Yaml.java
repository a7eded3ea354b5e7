package claviger.seed;

import java.util.List;

/// A value of a YAML document, and where it stands.
sealed interface Yaml {

    Spot spot();

    /// What an untyped reader would make of a scalar, by YAML's core schema.
    enum Kind {
        TEXT,
        NUMBER,
        FLAG,
        NOTHING
    }

    record Scalar(Spot spot, String text, Kind kind) implements Yaml {

        /// Without the text: it may be a secret.
        @Override
        public String toString() {
            return kind + " at " + spot;
        }
    }

    record Sequence(Spot spot, List<Yaml> elements) implements Yaml {}

    record Mapping(Spot spot, List<Entry> entries) implements Yaml {}

    record Entry(Scalar name, Yaml value) {}

    /// What it is called in a message.
    default String called() {
        return switch (this) {
            case Scalar scalar ->
                switch (scalar.kind) {
                    case TEXT -> "a text";
                    case NUMBER -> "a number";
                    case FLAG -> "true or false";
                    case NOTHING -> "empty";
                };
            case Sequence _ -> "a list";
            case Mapping _ -> "a mapping";
        };
    }
}
