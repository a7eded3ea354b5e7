package claviger.iam;

/// Something that is known by its ARN alone.
public sealed interface Arned extends Tagged permits MfaDevice, OidcProvider {
    String arn();
}
