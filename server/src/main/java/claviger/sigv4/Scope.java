package claviger.sigv4;

/// What a signature was made for.
///
/// @param date the UTC day as eight digits, such as `20260528`
/// @param region the Region, such as `eu-central-1`
/// @param service the service's signing name, such as `kms`
public record Scope(String date, String region, String service) {}
