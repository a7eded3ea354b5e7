package claviger.policy;

/// A policy under the name by which its owner knows it.
///
/// @param name such as an inline policy's name or a managed policy's ARN
public record NamedPolicy(String name, Policy policy) {}
