package claviger;

import claviger.kms.Key;
import java.util.List;

/// How many requests of one account in one Region are served in a second.
interface RequestQuotas {

    /// As many as there are.
    RequestQuotas NONE = (_, _, _, _, _) -> {};

    /// Counts a request that has leave.
    ///
    /// @param account of the caller, whoever owns the keys
    /// @param keys that the operation is on
    /// @throws claviger.call.AwsException ThrottlingException if it is one too many
    void take(String account, String region, String operation, Record request, List<Key> keys);
}
