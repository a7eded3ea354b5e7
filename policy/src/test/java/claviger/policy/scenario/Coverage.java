package claviger.policy.scenario;

import claviger.policy.scenario.Scenario.ContextValue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Counts which conditions were looked at: operator × qualifier × IfExists × number of values in the request.
public final class Coverage {

    enum Qualifier {
        NONE(""),
        FOR_ALL_VALUES("ForAllValues:"),
        FOR_ANY_VALUE("ForAnyValue:");

        final String prefix;

        Qualifier(String prefix) {
            this.prefix = prefix;
        }
    }

    enum Cardinality {
        MISSING,
        /// A list of nothing, or a text without letters.
        EMPTY,
        ONE,
        MANY
    }

    static final List<String> OPERATORS = List.of(
            "StringEquals",
            "StringNotEquals",
            "StringEqualsIgnoreCase",
            "StringNotEqualsIgnoreCase",
            "StringLike",
            "StringNotLike",
            "NumericEquals",
            "NumericNotEquals",
            "NumericLessThan",
            "NumericLessThanEquals",
            "NumericGreaterThan",
            "NumericGreaterThanEquals",
            "DateEquals",
            "DateNotEquals",
            "DateLessThan",
            "DateLessThanEquals",
            "DateGreaterThan",
            "DateGreaterThanEquals",
            "Bool",
            "BinaryEquals",
            "IpAddress",
            "NotIpAddress",
            "ArnEquals",
            "ArnLike",
            "ArnNotEquals",
            "ArnNotLike");

    /// One place of the matrix. @param operator in small letters
    record Cell(String operator, Qualifier qualifier, boolean ifExists, Cardinality cardinality) {}

    private final Set<Cell> held = new HashSet<>();
    private final Set<Cell> failed = new HashSet<>();

    void add(String operator, Qualifier qualifier, boolean ifExists, @Nullable ContextValue value, boolean outcome) {
        var cell = new Cell(operator, qualifier, ifExists, cardinality(value));
        (outcome ? held : failed).add(cell);
    }

    private static Cardinality cardinality(@Nullable ContextValue value) {
        if (value == null) {
            return Cardinality.MISSING;
        }
        if (value.values().isEmpty() || value.values().equals(List.of(""))) {
            return Cardinality.EMPTY;
        }
        return value.values().size() == 1 ? Cardinality.ONE : Cardinality.MANY;
    }

    /// The places that no condition has been in yet. Null has neither qualifier nor suffix.
    public Set<Cell> missing() {
        var missing = new HashSet<>(all());
        missing.removeAll(held);
        missing.removeAll(failed);
        return missing;
    }

    /// The places of one value, with which every comparison can hold and fail, that have not seen both.
    public Set<Cell> oneSided() {
        var missing = new HashSet<Cell>();
        for (var cell : all()) {
            if (cell.cardinality() == Cardinality.ONE
                    && !cell.operator().equals("null")
                    && !(held.contains(cell) && failed.contains(cell))) {
                missing.add(cell);
            }
        }
        return missing;
    }

    private static List<Cell> all() {
        var all = new ArrayList<Cell>();
        for (var cardinality : EnumSet.allOf(Cardinality.class)) {
            all.add(new Cell("null", Qualifier.NONE, false, cardinality));
            for (var operator : OPERATORS) {
                for (var qualifier : EnumSet.allOf(Qualifier.class)) {
                    for (var ifExists : List.of(true, false)) {
                        all.add(new Cell(operator.toLowerCase(Locale.ROOT), qualifier, ifExists, cardinality));
                    }
                }
            }
        }
        return all;
    }
}
