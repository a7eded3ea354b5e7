package claviger.bench;

import claviger.bench.Candidate.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// All windows at one number of connections, round by round.
final class Rounds {

    final int connections;
    private final LinkedHashMap<String, List<Window>> windows = new LinkedHashMap<>();

    /// @param names the candidates, in the order of the report
    Rounds(int connections, List<String> names) {
        this.connections = connections;
        names.forEach(name -> windows.put(name, new ArrayList<>()));
    }

    List<String> names() {
        return List.copyOf(windows.keySet());
    }

    void add(String name, Window window) {
        of(name).add(window);
    }

    double median(String name, ToDoubleFunction<Window> value) {
        return Median.of(of(name).stream().map(value::applyAsDouble).toList());
    }

    /// The median over the rounds of how one candidate did in the same round as another. Machines get faster and
    /// slower over minutes; within a round both had the same one.
    double ratio(String name, String base, ToDoubleFunction<Window> value) {
        var ratios = new ArrayList<Double>();
        for (var round = 0; round < of(name).size(); round++) {
            ratios.add(value.applyAsDouble(of(name).get(round)) / value.applyAsDouble(of(base).get(round)));
        }
        return Median.of(ratios);
    }

    private List<Window> of(String name) {
        var found = windows.get(name);
        if (found == null) {
            throw new IllegalArgumentException(name);
        }
        return found;
    }
}
