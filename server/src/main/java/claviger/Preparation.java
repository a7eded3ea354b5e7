package claviger;

import claviger.crypto.Blob;

/// What happens to a request before it is read: nothing, but in development.
interface Preparation {

    /// Leaves every request as it came.
    Preparation NONE = Prepared::new;

    /// The operation that is to run, and the body that it reads.
    record Prepared(Operations.Entry<?, ?> entry, Blob body) {}

    /// @throws claviger.call.AwsException if the request is refused
    Prepared prepare(Operations.Entry<?, ?> entry, Blob body);
}
