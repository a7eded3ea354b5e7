package claviger.store;

import claviger.call.RowId;
import claviger.custody.Domain;
import claviger.custody.DomainKey;

/// Domain keys, with the name of the root key that sealed them, so that a wrong root key is told
/// from a damaged row.
///
/// @param rootFingerprint of the root key that there is now
record DomainKeyCodec(String rootFingerprint) implements Codec<DomainKey> {

    @Override
    public Class<DomainKey> type() {
        return DomainKey.class;
    }

    @Override
    public int format() {
        return 1;
    }

    @Override
    public void write(DomainKey key, Payload payload) {
        payload.put("rootKey", rootFingerprint).put("sealed", key.sealed().shared());
    }

    @Override
    public DomainKey read(RowId id, long version, Members payload) {
        var root = payload.text("rootKey");
        if (!root.equals(rootFingerprint)) {
            throw new WrongRootKeyException(root, rootFingerprint);
        }
        return new DomainKey(
                new Domain(id.account(), id.region()), keyVersion(id.id()), payload.blob("sealed"), version);
    }

    private static int keyVersion(String id) {
        try {
            var number = Integer.parseInt(id);
            if (number >= 1 && Integer.toString(number).equals(id)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Falls through to the one refusal.
        }
        throw new DamagedException("the id is not the version of a domain key");
    }

    /// Another root key made the store.
    static final class WrongRootKeyException extends RuntimeException {
        WrongRootKeyException(String wanted, String given) {
            super("the store was made with root key %s, but the root key given is %s"
                    .formatted(wanted.matches("[0-9a-zA-Z:_-]{1,80}") ? wanted : "(unreadable)", given));
        }
    }
}
