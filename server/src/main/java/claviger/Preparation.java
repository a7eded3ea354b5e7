package claviger;

import claviger.wire.Protocol.Message;

/// What happens to a request before it is read: nothing, but in development.
interface Preparation {

    /// Leaves every request as it came.
    Preparation NONE = Prepared::new;

    /// The operation that is to run, and what it reads.
    record Prepared(Entry<?, ?> entry, Message message) {}

    /// @throws claviger.call.AwsException if the request is refused
    Prepared prepare(Entry<?, ?> entry, Message message);
}
