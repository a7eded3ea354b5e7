package claviger.explain;

import claviger.call.Operation;
import org.jspecify.annotations.Nullable;

/// An operation of the service `claviger`: the action bears its name, as in `claviger:WhoCan`.
public interface Question<I extends Record, O extends Record> extends Operation<I, O> {

    /// The key that the request names, `null` if it is on none.
    @Nullable
    String key(I request);

    /// @throws claviger.call.AwsException if there is no answer
    Outcome<O> handle(I request, Inquiry inquiry);
}
