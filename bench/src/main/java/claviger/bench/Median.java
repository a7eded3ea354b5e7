package claviger.bench;

import java.util.List;

/// The middle of some numbers, which a disturbed window among them cannot move far.
final class Median {

    private Median() {}

    static double of(List<Double> numbers) {
        var sorted = numbers.stream().sorted().toList();
        var middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
