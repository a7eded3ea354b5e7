package claviger.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A document whose form is right, and whose rules are not checked yet.
record Draft(@Nullable String version, boolean hasId, List<Draft.Statement> statements) {

    static final String VERSION_2012 = "2012-10-17";
    static final String VERSION_2008 = "2008-10-17";

    /// @param actions `null` when there are none
    /// @param resources `null` when there are none
    record Statement(
            @Nullable String sid,
            Effect effect,
            @Nullable Principals principal,
            @Nullable Choice actions,
            @Nullable Choice resources,
            List<Draft.Condition> conditions) {}

    /// Values, or all but those.
    record Choice(boolean not, List<String> values) {}

    record Principals(boolean not, List<Named> named) {}

    /// @param at where its text starts in the document, with its quotation mark
    /// @param read `null` when it names nobody
    record Named(String type, String text, int at, @Nullable NamedPrincipal read) {
        NamedPrincipal principal() {
            if (read == null) {
                throw new IllegalStateException("a principal that was not checked");
            }
            return read;
        }
    }

    record Condition(String writtenOperator, Operator.Written operator, String key, List<String> values) {}

    boolean expandsVariables() {
        return VERSION_2012.equals(version);
    }
}
