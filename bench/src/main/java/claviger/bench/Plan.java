package claviger.bench;

import java.util.List;

/// How long to measure.
///
/// @param connections the numbers of connections, one after the other
/// @param rounds how often each candidate has a window, per number of connections
/// @param windowSeconds the length of a window
/// @param warmUpSeconds how long each candidate runs before, so that Java has compiled it
/// @param starts how often Claviger is started to time that
/// @param idleSeconds how long it then idles before its memory is read
record Plan(List<Integer> connections, int rounds, int windowSeconds, int warmUpSeconds, int starts, int idleSeconds) {

    static final Plan WHOLE = new Plan(List.of(1, 32, 256), 5, 3, 10, 5, 5);
    static final Plan QUICK = new Plan(List.of(1, 32, 256), 2, 2, 4, 3, 2);
}
