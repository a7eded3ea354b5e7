package claviger.policy;

import java.util.List;

/// The grants on the key of a request. They are asked for by grantee, so that a decision costs
/// the same however many a key has.
@FunctionalInterface
public interface GrantSource {

    /// There are none.
    GrantSource NONE = _ -> List.of();

    /// @param grantee an ARN or unique id, or a service's name
    List<GrantTerms> grantedTo(String grantee);
}
