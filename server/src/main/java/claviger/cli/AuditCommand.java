package claviger.cli;

import claviger.audit.AuditVerifier;
import claviger.crypto.Blob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Looks after the audit trail.
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Checks the audit trail.",
        subcommands = AuditCommand.Verify.class)
final class AuditCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what: claviger audit verify --data-dir DIR");
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Proves offline that no record was changed, removed, inserted or moved.",
                "Keep the public key and the head that this prints in a place that the server's host cannot write to,"
                        + " and give both the next time: then a log made up anew, or cut short, is found too."
            })
    static final class Verify implements Callable<Integer> {

        @Option(names = "--data-dir", paramLabel = "DIR", required = true, description = "the data folder")
        private Path dataDir = Path.of("");

        @Option(
                names = "--public-key",
                paramLabel = "FILE",
                description = "the public audit key (default: audit-public-key.pem in the data folder)")
        private @Nullable Path publicKey;

        @Option(names = "--head", paramLabel = "FILE", description = "an earlier head, as this command printed it")
        private @Nullable Path head;

        @Override
        public Integer call() throws IOException {
            var key = publicKey == null ? dataDir.resolve("audit-public-key.pem") : publicKey;
            var heads = head == null
                    ? List.<String>of()
                    : Files.readAllLines(head).stream()
                            .filter(line -> !line.isBlank())
                            .toList();
            return switch (AuditVerifier.verify(dataDir.resolve("audit"), spki(key), heads)) {
                case AuditVerifier.Intact intact -> {
                    System.err.println("intact: " + intact.records() + " records, " + intact.heads() + " signed heads, "
                            + intact.unsignedTail() + " records after the last head");
                    intact.lastHead().ifPresent(last -> System.out.println(last.line()));
                    yield 0;
                }
                case AuditVerifier.Broken(var file, var line, var reason) -> {
                    System.err.println("BROKEN: " + file + (line == 0 ? "" : ", line " + line) + ": " + reason);
                    yield 1;
                }
            };
        }

        private static Blob spki(Path pem) throws IOException {
            var body = Files.readString(pem).replaceAll("-----[A-Z ]+-----", "");
            return Blob.adopt(Base64.getMimeDecoder().decode(body));
        }
    }
}
