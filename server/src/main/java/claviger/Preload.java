package claviger;

import claviger.crypto.Randomness;
import claviger.crypto.SelfTest;
import claviger.custody.Custody;
import claviger.custody.FileRootKey;
import claviger.http.Listener;
import claviger.kms.KeyUses;
import claviger.kms.ResourceQuotas;
import claviger.kms.SlowWork;
import claviger.store.SqliteStore;
import java.security.SecureRandom;
import java.util.Set;

/// Loads what a server needs while the command line is still being read, on threads of its own. Nothing of
/// it is kept but the classes: a start without it is right too, and half a second longer.
final class Preload {

    private Preload() {}

    static void start() {
        Thread.ofPlatform().daemon().name("preload-natives").start(Preload::natives);
        Thread.ofPlatform().daemon().name("preload-operations").start(Preload::operations);
    }

    private static void natives() {
        SqliteStore.preload();
        Listener.preload();
    }

    private static void operations() {
        var random = new Randomness(new SecureRandom());
        var custody = new Custody(FileRootKey.ephemeral(random), random);
        new Operations(random, custody, new SlowWork(), KeyUses.UNKNOWN, ResourceQuotas.STANDARD, Set.of()).all();
        SelfTest.failures();
    }
}
