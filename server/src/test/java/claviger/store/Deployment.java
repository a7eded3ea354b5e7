package claviger.store;

import claviger.crypto.Blob;
import claviger.crypto.Randomness;
import claviger.custody.Custody;
import claviger.custody.FileRootKey;
import claviger.custody.RootKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a store needs around it: a root key, custody, a trail and a place.
record Deployment(Place place, RootKey root, Custody custody, TestTrail trail) {

    static final Randomness RANDOM = new Randomness(new SecureRandom());
    static final byte[] FIRST = "{\"eventName\":\"Initialise\"}".getBytes(StandardCharsets.UTF_8);

    static Deployment at(Place place) {
        var root = FileRootKey.ephemeral(RANDOM);
        return new Deployment(place, root, new Custody(root, RANDOM), new TestTrail());
    }

    /// The same root key after a restart, with another trail.
    Deployment restarted(Place newPlace, TestTrail newTrail) {
        return new Deployment(newPlace, root, new Custody(root, RANDOM), newTrail);
    }

    SqliteStore create() {
        return SqliteStore.create(place, custody, RANDOM, FIRST, _ -> trail.asTrail());
    }

    SqliteStore open() {
        return SqliteStore.open(place, custody, RANDOM, _ -> trail.asTrail());
    }

    /// Opens without the comparison of the digest, as a negative control.
    SqliteStore openWithoutDigest() {
        return start(null, false, UnaryOperator.identity());
    }

    /// With a database that can be made to fail, and a short pause between attempts to recover.
    SqliteStore createFaulty(UnaryOperator<Database> faults) {
        return start(Blob.copyOf(FIRST), true, faults);
    }

    private SqliteStore start(@Nullable Blob firstRecord, boolean digestCompared, UnaryOperator<Database> faults) {
        return SqliteStore.start(
                new Opening(place, custody, RANDOM, _ -> trail.asTrail(), digestCompared, faults, Duration.ofMillis(50))
                        .open(firstRecord));
    }
}
