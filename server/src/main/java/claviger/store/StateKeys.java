package claviger.store;

import claviger.crypto.AesGcm;
import claviger.crypto.Blob;
import claviger.crypto.Hkdf;
import claviger.crypto.Randomness;
import claviger.crypto.SecretBytes;
import claviger.custody.Custody;
import claviger.custody.DomainKey;
import claviger.custody.Identity;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/// What is done under the installation's state key: the digest over rows, its seal, and the MAC
/// of waiting records.
///
/// The key is that of the installation's *first* domain key for good: under another one every row
/// would have to be read again.
final class StateKeys {

    private final SecretBytes state;
    private final SecretBytes digest;
    private final SecretBytes outbox;
    private final Randomness random;

    StateKeys(Custody custody, DomainKey firstOfInstallation, Randomness random) {
        this.state = custody.subkey(firstOfInstallation, Custody.Purpose.STATE);
        this.digest = Hkdf.subkey(state, "claviger state: rows");
        this.outbox = Hkdf.subkey(state, "claviger state: outbox");
        this.random = random;
    }

    RowPrf rows() {
        return new RowPrf(digest);
    }

    /// Seals the digest, so that who can write the database can neither read the sum nor make
    /// another one pass.
    Blob seal(long changeNumber, StateDigest sum) {
        return sealing(changeNumber).seal(identity(changeNumber), sum.toByteArray(), random);
    }

    Optional<StateDigest> open(long changeNumber, Blob sealed) {
        return sealing(changeNumber)
                .open(identity(changeNumber), sealed)
                .filter(opened -> opened.length() == StateDigest.LENGTH)
                .map(opened -> opened.use(StateDigest::of));
    }

    StateMark mark(long changeNumber, StateDigest sum) {
        var identity = Identity.of("claviger state mark").with(changeNumber).with(sum.toByteArray());
        return new StateMark(changeNumber, HexFormat.of().formatHex(rows().of(identity)));
    }

    byte[] mac(OutboxRecord waiting) {
        var identity = Identity.of("claviger outbox")
                .with(waiting.changeNumber())
                .with(waiting.auditRecord().shared());
        return new RowPrf(outbox).of(identity);
    }

    boolean verifies(OutboxRecord waiting, byte[] mac) {
        return MessageDigest.isEqual(mac(waiting), mac);
    }

    /// A key for every 2^24 changes: AES-GCM with random nonces wants fewer than 2^32 messages
    /// under one key, which a busy store would pass in some days (NIST SP 800-38D, 8.3).
    private AesGcm sealing(long changeNumber) {
        return new AesGcm(Hkdf.subkey(state, "claviger state: seal " + (changeNumber >>> 24)));
    }

    private static byte[] identity(long changeNumber) {
        return Identity.of("claviger state digest").with(changeNumber).encoded().shared();
    }
}
