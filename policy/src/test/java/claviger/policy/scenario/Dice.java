package claviger.policy.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// Choices at random.
record Dice(SplittableRandom random) {

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /// @return a number from `least` to `most`, both included
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    <T> T of(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    @SafeVarargs
    final <T> T of(T first, T... rest) {
        var choice = random.nextInt(rest.length + 1);
        return choice == rest.length ? first : rest[choice];
    }

    /// Each one of the list with the given chance, in the list's order.
    <T> List<T> some(List<T> list, int percent) {
        return list.stream().filter(_ -> chance(percent)).toList();
    }

    /// One value as a scalar or as an array of one; several as an array.
    Object scalarOrArray(List<?> values) {
        return values.size() == 1 && chance(50) ? values.getFirst() : new ArrayList<>(values);
    }

    /// Mostly as it is, else in other letters.
    String anyCase(String text) {
        return chance(75) ? text : of(text.toLowerCase(Locale.ROOT), text.toUpperCase(Locale.ROOT));
    }
}
