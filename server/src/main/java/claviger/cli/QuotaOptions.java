package claviger.cli;

import claviger.kms.ResourceQuotas;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options about quotas, the same for both ways to serve.
final class QuotaOptions {

    @Option(
            names = "--keys-per-region",
            paramLabel = "N",
            defaultValue = "100000",
            description = "keys that an account may have in a Region (default: ${DEFAULT-VALUE})")
    private int keysPerRegion;

    @Option(
            names = "--aliases-per-key",
            paramLabel = "N",
            defaultValue = "50",
            description = "aliases that a key may have (default: ${DEFAULT-VALUE})")
    private int aliasesPerKey;

    @Option(
            names = "--grants-per-key",
            paramLabel = "N",
            defaultValue = "50000",
            description = "grants that a key may have (default: ${DEFAULT-VALUE})")
    private int grantsPerKey;

    @Option(
            names = "--policy-bytes",
            paramLabel = "N",
            defaultValue = "32768",
            description = "length of a key policy (default: ${DEFAULT-VALUE})")
    private int policyBytes;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    ResourceQuotas resources() {
        return new ResourceQuotas(
                positive("--keys-per-region", keysPerRegion),
                positive("--aliases-per-key", aliasesPerKey),
                positive("--grants-per-key", grantsPerKey),
                positive("--policy-bytes", policyBytes));
    }

    private int positive(String option, int value) {
        if (value < 1) {
            throw new ParameterException(spec.commandLine(), option + " wants 1 or more, not " + value);
        }
        return value;
    }
}
