package claviger.call;

/// Something that is stored: immutable, with an identity that never changes and a version that every change raises.
public interface Noun {

    RowId rowId();

    /// 1 for a noun that is new; a change makes the noun anew with the next version.
    long version();
}
