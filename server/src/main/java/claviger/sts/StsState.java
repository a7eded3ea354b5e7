package claviger.sts;

import claviger.custody.Domain;
import claviger.custody.DomainKey;
import claviger.iam.AccessKey;
import claviger.iam.Identities;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The state as STS sees it.
public interface StsState {

    /// What an account has in IAM.
    Identities identities(String account);

    /// The domain keys of a domain, in the order of their versions.
    List<DomainKey> domainKeys(Domain domain);

    /// A long-term access key, `null` if there is none of this id.
    @Nullable
    AccessKey accessKey(String id);

    /// The same from three functions.
    static StsState of(
            Function<String, Identities> identities,
            Function<Domain, List<DomainKey>> domainKeys,
            Function<String, @Nullable AccessKey> accessKeys) {
        return new StsState() {
            @Override
            public Identities identities(String account) {
                return identities.apply(account);
            }

            @Override
            public List<DomainKey> domainKeys(Domain domain) {
                return domainKeys.apply(domain);
            }

            @Override
            public @Nullable AccessKey accessKey(String id) {
                return accessKeys.apply(id);
            }
        };
    }
}
