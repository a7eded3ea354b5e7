package claviger.store;

import claviger.call.Noun;
import claviger.call.RowId;

/// How one kind of noun is written into the payload of its row. Identity and version are in the
/// columns, which the seal binds, and are not repeated.
interface Codec<N extends Noun> {

    Class<N> type();

    /// The number of the layout that is written; layouts are numbered from 1.
    int format();

    void write(N noun, Payload payload);

    /// Takes every member out of `payload`: one that is left, missing or of another type is an
    /// error.
    N read(RowId id, long version, Members payload);

    /// Changes a payload of an older format into the next one. A row is stored in the newest
    /// format when its noun is next changed.
    default void upgrade(int from, Payload payload) {
        throw new DamagedException("format " + from + " is not known here");
    }
}
