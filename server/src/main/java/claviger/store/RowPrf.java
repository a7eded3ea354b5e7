package claviger.store;

import claviger.crypto.SecretBytes;
import claviger.custody.Identity;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA-256 over whole rows, for the [StateDigest]. Holds a keyed `Mac`, so it is made for
/// one run over rows and dropped with it; not safe for use by many threads.
final class RowPrf {

    private final Mac mac;

    RowPrf(SecretBytes key) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(key.use(bytes -> new SecretKeySpec(bytes, "HmacSHA256")));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] of(StoredRow row) {
        return of(Identity.of("claviger row in digest")
                .with(StoredRow.tableName(row.id().table()))
                .with(row.id().account())
                .with(row.id().region())
                .with(row.id().id())
                .with(row.version())
                .with(row.format())
                .with(row.payload().shared()));
    }

    byte[] of(Identity input) {
        return mac.doFinal(input.encoded().shared());
    }
}
