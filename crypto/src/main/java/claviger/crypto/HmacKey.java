package claviger.crypto;

import java.security.MessageDigest;
import javax.crypto.Mac;

/// An HMAC key that is used often. Safe for use by many threads.
public final class HmacKey {

    private final Hmac hmac;
    private final SecretBytes key;

    /// To make a MAC and key it takes as long as that of a short message.
    private final Pool<Mac> macs = new Pool<>();

    /// @param key of any length; wiped with this
    public HmacKey(Hmac hmac, SecretBytes key) {
        this.hmac = hmac;
        this.key = key;
    }

    /// @throws SecretBytes.WipedException if the key is gone
    public Blob compute(byte[] message) {
        return key.use(bytes -> {
            var waiting = macs.take();
            var mac = waiting == null ? hmac.keyed(bytes) : waiting;
            var computed = mac.doFinal(message);
            macs.put(mac);
            if (key.isWiped()) {
                macs.empty(hmac::forget);
            }
            return Blob.adopt(computed);
        });
    }

    /// Whether `mac` is the whole MAC of the message, found out in a time that does not tell how
    /// much of it is right. A truncated MAC is wrong.
    ///
    /// @throws SecretBytes.WipedException if the key is gone
    public boolean verify(byte[] message, Blob mac) {
        return MessageDigest.isEqual(compute(message).shared(), mac.shared());
    }

    /// Overwrites the key and what was made of it.
    public void wipe() {
        key.wipe();
        macs.empty(hmac::forget);
    }

    /// Whether the key is gone.
    public boolean isWiped() {
        return key.isWiped();
    }
}
