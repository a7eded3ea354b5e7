package claviger;

import claviger.call.Change;
import claviger.crypto.SecretBytes;
import claviger.custody.Domain;
import claviger.http.Limits;
import claviger.iam.AccessKey;
import claviger.iam.Account;
import claviger.trail.ServiceEvent;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/// Makes an installation: root key, store, audit trail, and accounts with an access key each.
public final class Initialiser {

    /// AWS's ids have 20 characters, of which these may be the last 16.
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Initialiser() {}

    /// An access key of a root user, with the secret in the clear for the only time.
    ///
    /// @param secret 40 characters of ASCII
    public record NewAccessKey(String account, String accessKeyId, SecretBytes secret) {}

    /// Makes all of it.
    ///
    /// @param accounts 12 digits each
    /// @throws RuntimeException whose message says what is in the way
    public static List<NewAccessKey> initialise(Path dataDir, Path rootKeyFile, List<String> accounts) {
        var config =
                new Config(dataDir, false, rootKeyFile, List.of(), Set.of(), false, (_, _) -> null, Limits.standard());
        try (var vault = Vault.create(config)) {
            var made = new ArrayList<NewAccessKey>();
            var changes = new ArrayList<Change>();
            for (var account : accounts) {
                made.add(addAccount(vault, account, changes));
            }
            // All or none: an account whose secret nobody was shown would be of no use.
            vault.store()
                    .commit(
                            changes,
                            ServiceEvent.ofInstallation(
                                            "CreateAccounts", Clock.systemUTC().instant())
                                    .toBytes());
            return made;
        }
    }

    private static NewAccessKey addAccount(Vault vault, String id, List<Change> changes) {
        var now = Clock.systemUTC().instant();
        var domainKey = vault.custody().create(Domain.global(id));
        var accessKeyId = accessKeyId(vault);
        var secret = secret(vault);
        var sealed = vault.custody().sealSecret(domainKey, accessKeyId, secret);
        changes.add(new Change.Put(domainKey));
        changes.add(new Change.Put(new Account(id, now, 1)));
        changes.add(new Change.Put(new AccessKey(accessKeyId, id, true, domainKey.keyVersion(), sealed, now, 1)));
        return new NewAccessKey(id, accessKeyId, secret);
    }

    private static String accessKeyId(Vault vault) {
        var id = new StringBuilder("AKIA");
        for (byte b : vault.random().bytes(16)) {
            id.append(BASE32.charAt(b & 31));
        }
        return id.toString();
    }

    /// 30 random bytes are 40 characters of base64.
    private static SecretBytes secret(Vault vault) {
        return vault.random()
                .secret(30)
                .use(bytes -> SecretBytes.adopt(Base64.getEncoder().encode(bytes)));
    }
}
