package claviger;

import claviger.http.Limits;
import claviger.http.Tls;
import claviger.iam.Credentials;
import claviger.kms.ResourceQuotas;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that a server is told before it starts.
///
/// @param dataDir holds the store and the audit trail
/// @param inMemory whether the store is in memory only; the audit trail never is
/// @param rootKeyFile the file of the root key
/// @param endpoints where it listens; the first is the one it tells of
/// @param regions the Regions that requests may be signed for
/// @param movableClock whether time can be moved forward from outside
/// @param otherCredentials where access keys are looked for that the store does not know
/// @param resourceQuotas how much there may be
/// @param requestQuotas whether requests beyond AWS's request quotas are refused
/// @param seed a file that declares what there must be, `null` for none
public record Config(
        Path dataDir,
        boolean inMemory,
        Path rootKeyFile,
        List<Endpoint> endpoints,
        Set<String> regions,
        boolean movableClock,
        Credentials otherCredentials,
        Limits limits,
        ResourceQuotas resourceQuotas,
        boolean requestQuotas,
        @Nullable Path seed) {

    /// With AWS's own quotas on resources, and none on requests.
    public Config(
            Path dataDir,
            boolean inMemory,
            Path rootKeyFile,
            List<Endpoint> endpoints,
            Set<String> regions,
            boolean movableClock,
            Credentials otherCredentials,
            Limits limits) {
        this(
                dataDir,
                inMemory,
                rootKeyFile,
                endpoints,
                regions,
                movableClock,
                otherCredentials,
                limits,
                ResourceQuotas.STANDARD,
                false,
                null);
    }

    /// The same with other quotas.
    public Config with(ResourceQuotas onResources, boolean onRequests) {
        return new Config(
                dataDir,
                inMemory,
                rootKeyFile,
                endpoints,
                regions,
                movableClock,
                otherCredentials,
                limits,
                onResources,
                onRequests,
                seed);
    }

    /// The same with a seed file.
    public Config seededBy(@Nullable Path file) {
        return new Config(
                dataDir,
                inMemory,
                rootKeyFile,
                endpoints,
                regions,
                movableClock,
                otherCredentials,
                limits,
                resourceQuotas,
                requestQuotas,
                file);
    }

    /// @param port 0 for any that is free
    /// @param tls `null` for clear text
    public record Endpoint(String host, int port, @Nullable Tls tls) {}

    /// Every commercial Region.
    ///
    /// <https://docs.aws.amazon.com/general/latest/gr/kms.html>
    public static final Set<String> COMMERCIAL_REGIONS = Set.of(
            "af-south-1",
            "ap-east-1",
            "ap-east-2",
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-south-1",
            "ap-south-2",
            "ap-southeast-1",
            "ap-southeast-2",
            "ap-southeast-3",
            "ap-southeast-4",
            "ap-southeast-5",
            "ap-southeast-6",
            "ap-southeast-7",
            "ca-central-1",
            "ca-west-1",
            "eu-central-1",
            "eu-central-2",
            "eu-north-1",
            "eu-south-1",
            "eu-south-2",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "il-central-1",
            "me-central-1",
            "me-south-1",
            "mx-central-1",
            "sa-east-1",
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2");
}
