package claviger;

import claviger.call.Caller;
import claviger.crypto.SecretBytes;
import claviger.custody.Custody;
import claviger.custody.Domain;
import claviger.iam.AccessKey;
import claviger.iam.Credential;
import claviger.iam.Credentials;
import claviger.kms.View;
import org.jspecify.annotations.Nullable;

/// The access keys of one view; what it does not know, another source may.
record ViewCredentials(View view, Custody custody, Credentials others) implements Credentials {

    @Override
    public @Nullable Credential find(String accessKeyId, @Nullable String sessionToken) {
        var key = view.accessKey(accessKeyId);
        if (key == null) {
            return others.find(accessKeyId, sessionToken);
        }
        if (!key.active() || sessionToken != null) {
            return null;
        }
        return new Credential(
                key.id(),
                key.account(),
                "arn:aws:iam::" + key.account() + ":root",
                key.account(),
                Caller.Type.ROOT,
                null,
                key.version(),
                () -> secret(key));
    }

    private SecretBytes secret(AccessKey key) {
        return view.domainKeys(Domain.global(key.account())).stream()
                .filter(domainKey -> domainKey.keyVersion() == key.domainKeyVersion())
                .findFirst()
                .flatMap(domainKey -> custody.openSecret(domainKey, key.id(), key.sealedSecret()))
                .orElseThrow(() -> new IllegalStateException("the secret does not open: " + key.rowId()));
    }
}
