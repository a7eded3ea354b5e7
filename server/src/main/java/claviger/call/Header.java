package claviger.call;

/// One HTTP header field as it was received: the name in the sender's spelling, the value without the line end.
public record Header(String name, String value) {}
