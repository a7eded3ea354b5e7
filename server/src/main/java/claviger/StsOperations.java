package claviger;

import claviger.sts.identity.DecodeAuthorizationMessage;
import claviger.sts.identity.GetAccessKeyInfo;
import claviger.sts.identity.GetCallerIdentity;
import claviger.sts.session.AssumeRole;
import claviger.sts.session.AssumeRoleWithWebIdentity;
import claviger.sts.session.GetFederationToken;
import claviger.sts.session.GetSessionToken;
import java.util.List;

/// The catalogue of STS.
final class StsOperations extends Catalogue {

    StsOperations() {
        List.of(
                        new AssumeRole(),
                        new AssumeRoleWithWebIdentity(),
                        new DecodeAuthorizationMessage(),
                        new GetAccessKeyInfo(),
                        new GetCallerIdentity(),
                        new GetFederationToken(),
                        new GetSessionToken())
                .forEach(this::add);
    }
}
