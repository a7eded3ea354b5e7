package claviger;

import claviger.custody.Custody;
import claviger.custody.Domain;
import claviger.http.Listener;
import claviger.http.Settings;
import claviger.iam.AccessKeyUses;
import claviger.iam.IamGate;
import claviger.iam.PolicyDocuments;
import claviger.kms.Gate;
import claviger.kms.GrantTokens;
import claviger.kms.KeyPairs;
import claviger.kms.KeyRings;
import claviger.kms.NewMaterial;
import claviger.kms.PolicyText;
import claviger.kms.SlowWork;
import claviger.kms.Upkeep;
import claviger.policy.PolicyCache;
import claviger.seed.Surroundings;
import claviger.sigv4.Verifier;
import claviger.store.Scrubber;
import claviger.sts.MfaChecks;
import claviger.sts.SessionTokens;
import claviger.sts.StsGate;
import claviger.sts.WebIdentities;
import claviger.sts.WebIdentityGate;
import claviger.wire.AwsJson;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A running server: everything made once, and given to what needs it.
public final class Claviger implements AutoCloseable {

    private static final Duration SCRUB_INTERVAL = Duration.ofMinutes(10);
    private static final Duration SCRUB_REST = Duration.ofMillis(20);

    private final Vault vault;
    private final Scrubber scrubber;
    private final SlowWork slowWork = new SlowWork();
    private final NewMaterial newMaterial;
    private final ServerClock keyClock;
    private final KeyRings rings;
    private final Scheduler scheduler;
    private final LastUses lastUses;
    private final RequestPipeline pipeline;
    private final Routes routes;
    private final List<Listener> listeners = new ArrayList<>();

    private Claviger(Config config, Vault vault, boolean forDevelopment) {
        this.vault = vault;
        var custody = vault.custody();
        var random = vault.random();
        var wallClock = Clock.systemUTC();
        var movable = config.movableClock() ? new MovableClock(config.dataDir().resolve("clock")) : null;
        InstantSource clock = movable == null ? wallClock : movable;

        var installation = vault.store().view().domainKeys(Domain.INSTALLATION).getFirst();
        var state = custody.subkey(installation, Custody.Purpose.STATE);
        var servedTime = new ServedTime(config.dataDir().resolve("served-time"), state);
        keyClock = new ServerClock(clock, servedTime);
        newMaterial = new NewMaterial(custody, random, new KeyPairs(random, slowWork));
        lastUses = new LastUses(
                new LastUsesFile(config.dataDir().resolve("last-uses"), state),
                vault.audit(),
                config.dataDir().resolve("audit"),
                vault.store()::view,
                clock);
        var policies = new PolicyText(config.resourceQuotas());
        var compiled = new PolicyCache();
        var organization = OrganizationId.of(state);
        var sessions = new SessionTokens(custody, random);
        rings = new KeyRings(custody, random, slowWork);
        var accessKeyUses = new AccessKeyUses();
        pipeline = new RequestPipeline(
                vault.store(),
                vault.audit(),
                new Verifier(
                        wallClock,
                        Map.of(
                                "kms", config.regions(),
                                "iam", IamService.regions(config.regions()),
                                "sts", StsService.regions(config.regions()))),
                custody,
                sessions,
                config.otherCredentials(),
                new Services(List.of(
                        new KmsService(
                                new Operations(
                                        random, custody, slowWork, lastUses, config.resourceQuotas(), config.regions()),
                                new Gate(
                                        new GrantTokens(custody, random),
                                        rings,
                                        keyClock,
                                        lastUses,
                                        compiled,
                                        organization),
                                forDevelopment
                                        ? new EmulatorTags(newMaterial, policies, config.resourceQuotas())
                                        : Preparation.NONE,
                                config.requestQuotas() ? new AwsRequestQuotas(System::nanoTime) : RequestQuotas.NONE,
                                lastUses),
                        new IamService(
                                new IamOperations(new PolicyDocuments(), accessKeyUses),
                                new IamGate(compiled, organization, custody, random, keyClock, wallClock)),
                        new StsService(
                                new StsOperations(),
                                new StsGate(
                                        compiled, organization, sessions, new MfaChecks(custody), keyClock, wallClock),
                                new WebIdentityGate(
                                        compiled, sessions, new WebIdentities(wallClock), keyClock, wallClock)))),
                accessKeyUses,
                clock);
        scrubber = new Scrubber(vault.store(), SCRUB_INTERVAL, SCRUB_REST);
        scheduler = new Scheduler(vault.store(), rings, new Upkeep(newMaterial), keyClock);
        routes = new Routes(vault::healthy, movable == null ? null : by -> advance(movable, servedTime, by), pipeline);
    }

    /// Moves the clock, and does what is due by then.
    private Instant advance(MovableClock clock, ServedTime servedTime, Duration by) {
        // The clock last: nothing is due by it that has not been served.
        servedTime.add(by);
        var now = clock.advance(by);
        scheduler.catchUp();
        return now;
    }

    private Surroundings surroundings(Config config, boolean forDevelopment) {
        // In this order, as a call does it.
        var served = keyClock.served();
        var now = keyClock.instant();
        return new Surroundings(
                vault.custody(),
                newMaterial,
                vault.random(),
                new PolicyText(config.resourceQuotas()),
                config.resourceQuotas(),
                config.regions(),
                forDevelopment,
                true,
                now,
                served);
    }

    private void listen(Config config) {
        scrubber.start();
        scheduler.start();
        lastUses.start();
        for (var endpoint : config.endpoints()) {
            listeners.add(Listener.start(
                    new Settings(endpoint.host(), endpoint.port(), endpoint.tls(), config.limits()),
                    routes,
                    // Before there is a request, there is no service that it could be for.
                    refused -> new AwsJson("").refusal(UUID.randomUUID().toString(), refused)));
        }
    }

    /// Opens what is in the data folder, and serves it.
    ///
    /// @throws RuntimeException whose message says why not, and what to do
    public static Claviger start(Config config) {
        return serve(config, Vault.open(config), false);
    }

    /// The same for development, where the data folder may not have anything in it yet.
    ///
    /// @throws IllegalStateException if the folder was made for production: in development anybody is root
    public static Claviger startForDevelopment(Config config) {
        var vault = Vault.isThere(config) ? Vault.open(config) : Vault.create(config);
        if (!vault.store().view().accounts().isEmpty()) {
            vault.close();
            throw new IllegalStateException(config.dataDir() + " was made by 'claviger init', and the credentials of"
                    + " development are public: serve it with 'claviger server', or give another --data-dir.");
        }
        return serve(config, vault, true);
    }

    private static Claviger serve(Config config, Vault vault, boolean forDevelopment) {
        var server = new Claviger(config, vault, forDevelopment);
        try {
            if (config.seed() != null) {
                var surroundings = server.surroundings(config, forDevelopment);
                Seeding.apply(config.seed(), vault.store(), surroundings, forDevelopment);
            }
            server.listen(config);
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /// Where it listens, as URLs, in the order of the configuration.
    public List<String> endpoints() {
        return listeners.stream().map(Listener::endpoint).toList();
    }

    RequestPipeline pipeline() {
        return pipeline;
    }

    Vault vault() {
        return vault;
    }

    /// Lets the requests in flight end, and stops.
    @Override
    public void close() {
        listeners.forEach(Listener::close);
        scheduler.close();
        scrubber.close();
        vault.close();
        lastUses.close();
        rings.close();
        slowWork.close();
    }
}
