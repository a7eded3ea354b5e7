package claviger.cli;

import claviger.Initialiser;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Makes what `claviger server` serves.
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the root key, the store, and accounts with a root user and an access key each.",
            "The secrets are printed once, and can never be read again."
        })
final class InitCommand implements Callable<Integer> {

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            required = true,
            description = "made if missing; must hold no store")
    private Path dataDir = Path.of("");

    @Option(
            names = "--root-key",
            paramLabel = "FILE",
            description = "where to put the root key (default: root.key in the data folder)")
    private @Nullable Path rootKey;

    @Option(
            names = "--account",
            paramLabel = "DIGITS",
            split = ",",
            description = "the 12 digits of an account; repeat for more (default: one, at random)")
    private List<String> accounts = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        for (var account : accounts) {
            if (!account.matches("[0-9]{12}")) {
                throw new ParameterException(spec.commandLine(), "an account has 12 digits, not '" + account + "'");
            }
        }
        var wanted =
                accounts.isEmpty() ? List.of(randomAccount()) : List.copyOf(new java.util.LinkedHashSet<>(accounts));
        var keyFile = rootKey == null ? dataDir.resolve("root.key") : rootKey;
        var made = Initialiser.initialise(dataDir, keyFile, wanted);
        System.err.println("Made " + dataDir + " and the root key " + keyFile + ". Keep a copy of the root key apart:"
                + " without it, the data and every backup open to nothing.");
        for (var key : made) {
            System.out.println("account           " + key.account());
            System.out.println("access key id     " + key.accessKeyId());
            System.out.println("secret access key "
                    + new String(key.secret().expose(), java.nio.charset.StandardCharsets.US_ASCII));
        }
        System.err.println("The secrets are not shown again. Next: claviger server --data-dir " + dataDir
                + " --tls-certificate FILE --tls-private-key FILE");
        return 0;
    }

    private static String randomAccount() {
        return "%012d".formatted(new SecureRandom().nextLong(100_000_000_000L, 1_000_000_000_000L));
    }
}
