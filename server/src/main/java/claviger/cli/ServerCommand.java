package claviger.cli;

import claviger.Claviger;
import claviger.Config;
import claviger.http.Limits;
import claviger.http.Tls;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Serves in production.
@Command(
        name = "server",
        mixinStandardHelpOptions = true,
        description = "Serves over HTTPS what 'claviger init' has made.")
final class ServerCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "where the options below may stand as 'name = value'")
    private @Nullable Path config;

    @Option(names = "--data-dir", paramLabel = "DIR", required = true, description = "the store and the audit trail")
    private Path dataDir = Path.of("");

    @Option(
            names = "--root-key",
            paramLabel = "FILE",
            description = "the root key, mode 0600 (default: root.key in the data folder)")
    private @Nullable Path rootKey;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "0.0.0.0:7443",
            description = "default: ${DEFAULT-VALUE}")
    private String listen = "";

    @Option(names = "--tls-certificate", paramLabel = "FILE", description = "the certificate chain, PEM")
    private @Nullable Path tlsCertificate;

    @Option(names = "--tls-private-key", paramLabel = "FILE", description = "its private key, PKCS#8 PEM")
    private @Nullable Path tlsPrivateKey;

    @Option(names = "--insecure-http", description = "serves clear text, for behind a proxy that does TLS")
    private boolean insecureHttp;

    @Option(
            names = "--regions",
            paramLabel = "REGION",
            split = ",",
            description = "the Regions that requests may be signed for (default: all commercial ones)")
    private @Nullable List<String> regions;

    @Option(
            names = "--max-connections",
            defaultValue = "10000",
            description = "connections beyond are closed at once (default: ${DEFAULT-VALUE})")
    private int maxConnections;

    @Option(
            names = "--seed",
            paramLabel = "FILE",
            description = "YAML that declares the accounts and keys there must be, mode 0600: see docs/seed.md")
    private @Nullable Path seed;

    @Mixin
    private QuotaOptions quotas = new QuotaOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        var config = new Config(
                dataDir,
                false,
                rootKey == null ? dataDir.resolve("root.key") : rootKey,
                List.of(endpoint()),
                regions == null ? Config.COMMERCIAL_REGIONS : Set.copyOf(new TreeSet<>(regions)),
                false,
                (_, _) -> null,
                Limits.standard().withConnections(maxConnections));
        var server = Claviger.start(quotas.in(config).seededBy(seed));
        Serving.untilStopped(server, null, () -> {});
        return 0;
    }

    private Config.Endpoint endpoint() {
        int colon = listen.lastIndexOf(':');
        try {
            var port = Integer.parseInt(listen.substring(colon + 1));
            return new Config.Endpoint(listen.substring(0, Math.max(colon, 0)), port, tls());
        } catch (NumberFormatException e) {
            throw new ParameterException(spec.commandLine(), "--listen wants HOST:PORT, not '" + listen + "'", e);
        }
    }

    private @Nullable Tls tls() {
        if (tlsCertificate != null && tlsPrivateKey != null) {
            return new Tls(tlsCertificate, tlsPrivateKey);
        }
        if (tlsCertificate != null || tlsPrivateKey != null) {
            throw new ParameterException(
                    spec.commandLine(), "--tls-certificate and --tls-private-key go together: give both");
        }
        if (!insecureHttp) {
            throw new ParameterException(
                    spec.commandLine(),
                    "without a certificate there is no HTTPS: give --tls-certificate and --tls-private-key, or say"
                            + " --insecure-http to serve clear text");
        }
        return null;
    }
}
