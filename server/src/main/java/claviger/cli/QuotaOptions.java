package claviger.cli;

import claviger.Config;
import claviger.kms.ResourceQuotas;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options about quotas, the same for both ways to serve.
final class QuotaOptions {

    @Option(
            names = "--request-quotas",
            description = "refuses requests beyond AWS's quotas for an account in a Region (default: off)")
    private boolean requestQuotas;

    private int keysPerRegion;
    private int aliasesPerKey;
    private int grantsPerKey;
    private int policyBytes;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--keys-per-region",
            paramLabel = "N",
            defaultValue = "100000",
            description = "keys that an account may have in a Region (default: ${DEFAULT-VALUE})")
    void keysPerRegion(int value) {
        keysPerRegion = positive("--keys-per-region", value);
    }

    @Option(
            names = "--aliases-per-key",
            paramLabel = "N",
            defaultValue = "50",
            description = "aliases that a key may have (default: ${DEFAULT-VALUE})")
    void aliasesPerKey(int value) {
        aliasesPerKey = positive("--aliases-per-key", value);
    }

    @Option(
            names = "--grants-per-key",
            paramLabel = "N",
            defaultValue = "50000",
            description = "grants that there may be on a key (default: ${DEFAULT-VALUE})")
    void grantsPerKey(int value) {
        grantsPerKey = positive("--grants-per-key", value);
    }

    @Option(
            names = "--policy-bytes",
            paramLabel = "N",
            defaultValue = "32768",
            description = "length of a key policy (default: ${DEFAULT-VALUE})")
    void policyBytes(int value) {
        policyBytes = positive("--policy-bytes", value);
    }

    /// The configuration with these quotas.
    Config in(Config config) {
        return config.with(new ResourceQuotas(keysPerRegion, aliasesPerKey, grantsPerKey, policyBytes), requestQuotas);
    }

    private int positive(String option, int value) {
        if (value < 1) {
            throw new ParameterException(spec.commandLine(), option + " wants 1 or more, not " + value);
        }
        return value;
    }
}
