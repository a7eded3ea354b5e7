package claviger.sts;

import claviger.call.Operation;

/// An operation of STS.
public interface StsOperation<I extends Record, O extends Record> extends Operation<I, O> {

    /// What the operation needs leave for, by what the request says alone.
    StsNeeds needs(I request);

    /// Does it, with the leave that was granted. Writes nothing: it returns the changes that it
    /// wants.
    Outcome<O> handle(I request, StsLeave leave);
}
