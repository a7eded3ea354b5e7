package claviger.cli;

import claviger.Claviger;
import claviger.Config;
import claviger.http.Limits;
import claviger.http.Tls;
import claviger.iam.DevCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Serves for developing and testing against KMS.
@Command(
        name = "dev",
        mixinStandardHelpOptions = true,
        description = {
            "Serves on loopback for development: access key 'test' with secret 'test' is the root user of account"
                    + " 000000000000, any 12 digits with secret 'test' that of that account.",
            "Without --data-dir, keys live in memory only."
        })
final class DevCommand implements Callable<Integer> {

    private static final String LOOPBACK = "127.0.0.1";

    @Option(names = "--port", defaultValue = "4566", description = "0 picks a free one (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "keeps keys and audit trail; made if missing")
    private @Nullable Path dataDir;

    @Option(names = "--tls", description = "also serves HTTPS, on the next port, and prints the CA to trust")
    private boolean tls;

    @Option(
            names = "--seed",
            paramLabel = "FILE",
            description = "YAML that declares the keys there must be: see docs/seed.md")
    private @Nullable Path seed;

    @Mixin
    private QuotaOptions quotas = new QuotaOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var inMemory = dataDir == null;
        var folder = dataDir == null ? Files.createTempDirectory("claviger-dev") : dataDir;
        var endpoints = new ArrayList<Config.Endpoint>();
        endpoints.add(new Config.Endpoint(LOOPBACK, port, null));
        if (tls) {
            // The private key passes through a file that keytool makes for all to read.
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            var certificate = DevCertificate.in(folder);
            endpoints.add(new Config.Endpoint(LOOPBACK, port == 0 ? 0 : port + 1, certificate));
        }
        var config = new Config(
                folder,
                inMemory,
                folder.resolve("root.key"),
                endpoints,
                Config.COMMERCIAL_REGIONS,
                true,
                new DevCredentials(),
                Limits.standard());
        var server = Claviger.startForDevelopment(quotas.in(config).seededBy(seed));
        Serving.untilStopped(server, inMemory ? folder : null, () -> greet(server, folder, inMemory, endpoints));
        return 0;
    }

    private static void greet(Claviger server, Path folder, boolean inMemory, Iterable<Config.Endpoint> endpoints) {
        var err = System.err;
        err.println(
                "Claviger for development. " + (inMemory ? "Keys are in memory only." : "Data is in " + folder + "."));
        for (var endpoint : endpoints) {
            Tls certificate = endpoint.tls();
            if (certificate != null) {
                err.println("HTTPS is at " + server.endpoints().get(1) + "; trust it with");
                err.println("  export AWS_CA_BUNDLE=" + certificate.certificateChain());
            }
        }
        var port = server.endpoints().getFirst().replaceAll(".*:", "");
        err.println("In another shell, type:");
        err.println("  eval \"$(bin/claviger env" + (port.equals("4566") ? "" : " --port " + port) + ")\"");
        err.println("  aws kms create-key");
    }
}
