package claviger.seed;

/// A place in a file.
///
/// @param line from 1
/// @param column in characters, from 1
record Spot(int line, int column) {

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
