package claviger.crypto;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A private key in use: what a library made of its PKCS#8, and the PKCS#8. Both go together, and
/// not before the last user has returned.
final class HeldKey<K extends HeldKey.Destroyable> {

    /// A private key of a library.
    interface Destroyable {

        /// Overwrites what the library can overwrite.
        void destroy();
    }

    private final SecretBytes pkcs8;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private @Nullable K key;

    /// @param pkcs8 is wiped with the key
    HeldKey(K key, SecretBytes pkcs8) {
        this.key = key;
        this.pkcs8 = pkcs8;
    }

    /// @throws SecretBytes.WipedException if the key is gone
    <R> R use(Function<K, R> borrower) {
        lock.readLock().lock();
        try {
            if (key == null) {
                throw new SecretBytes.WipedException();
            }
            return borrower.apply(key);
        } finally {
            lock.readLock().unlock();
        }
    }

    /// A copy.
    ///
    /// @throws SecretBytes.WipedException if the key is gone
    SecretBytes pkcs8() {
        return SecretBytes.adopt(pkcs8.expose());
    }

    void wipe() {
        lock.writeLock().lock();
        try {
            if (key != null) {
                key.destroy();
                key = null;
            }
            pkcs8.wipe();
        } finally {
            lock.writeLock().unlock();
        }
    }

    boolean isWiped() {
        return pkcs8.isWiped();
    }
}
