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
record ViewCredentials(View view, Custody custody, Credentials temporary, Credentials others) implements Credentials {

    @Override
    public @Nullable Credential find(String accessKeyId, @Nullable String sessionToken) {
        var key = view.accessKey(accessKeyId);
        if (key == null) {
            var session = temporary.find(accessKeyId, sessionToken);
            return session == null ? others.find(accessKeyId, sessionToken) : session;
        }
        if (!key.active() || sessionToken != null) {
            return null;
        }
        if (key.userId() == null) {
            return credential(key, "arn:aws:iam::" + key.account() + ":root", key.account(), Caller.Type.ROOT);
        }
        var user = view.identities(key.account()).users().get(key.userId());
        return user == null ? null : credential(key, user.arn(), user.id(), Caller.Type.IAM_USER);
    }

    private Credential credential(AccessKey key, String arn, String principalId, Caller.Type type) {
        return new Credential(key.id(), key.account(), arn, principalId, type, null, key.version(), () -> secret(key));
    }

    private SecretBytes secret(AccessKey key) {
        return view.domainKeys(Domain.global(key.account())).stream()
                .filter(domainKey -> domainKey.keyVersion() == key.domainKeyVersion())
                .findFirst()
                .flatMap(domainKey -> custody.openSecret(domainKey, key.id(), key.sealedSecret()))
                .orElseThrow(() -> new IllegalStateException("the secret does not open: " + key.rowId()));
    }
}
