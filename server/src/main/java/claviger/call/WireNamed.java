package claviger.call;

/// An enum whose constants have other names on the wire than in Java.
public interface WireNamed {
    String wireName();
}
