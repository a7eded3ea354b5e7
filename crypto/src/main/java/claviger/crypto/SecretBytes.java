package claviger.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;

/// Bytes that must not be seen: key material, secrets, plaintext. Cannot be printed, compares in constant time, and can
/// be wiped; what is read after a wipe is an exception, never zeros.
///
/// There is deliberately no `hashCode` over the bytes: it could tell something about them.
public final class SecretBytes {

    private final byte[] bytes;
    private int readers;
    private boolean wiped;

    private SecretBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Takes a copy; the caller still owns, and should wipe, its own array.
    public static SecretBytes copyOf(byte[] bytes) {
        return new SecretBytes(bytes.clone());
    }

    /// Takes the array itself: the caller must not use it again.
    public static SecretBytes adopt(byte[] bytes) {
        return new SecretBytes(bytes);
    }

    /// The number of bytes, which is no secret.
    public int length() {
        return bytes.length;
    }

    /// Lends the bytes for the time of one call. The borrower must neither keep nor change the array.
    ///
    /// @throws WipedException if the secret is gone
    public <R> R use(Function<byte[], R> borrower) {
        synchronized (this) {
            if (wiped) {
                throw new WipedException();
            }
            readers++;
        }
        try {
            return borrower.apply(bytes);
        } finally {
            synchronized (this) {
                readers--;
                if (wiped && readers == 0) {
                    Arrays.fill(bytes, (byte) 0);
                }
            }
        }
    }

    /// A copy of the bytes, for where a secret must leave: an answer, another library. The caller wipes it.
    public byte[] expose() {
        return use(byte[]::clone);
    }

    /// Overwrites the bytes, at once or when the last borrower has returned. May be called again.
    public synchronized void wipe() {
        wiped = true;
        if (readers == 0) {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /// Whether the bytes are gone.
    public synchronized boolean isWiped() {
        return wiped;
    }

    /// Compares in a time that depends on the lengths alone.
    public boolean sameAs(SecretBytes other) {
        return use(mine -> other.use(theirs -> MessageDigest.isEqual(mine, theirs)));
    }

    @Override
    public String toString() {
        return "SecretBytes[" + bytes.length + "]";
    }

    /// The secret was wiped before it was used.
    public static final class WipedException extends RuntimeException {
        WipedException() {
            super("the secret has been wiped");
        }
    }
}
