package claviger.iam;

import claviger.call.Operation;

/// An operation of IAM.
public interface IamOperation<I extends Record, O extends Record> extends Operation<I, O> {

    /// What the operation needs leave for, by what the request says alone.
    IamNeeds needs(I request);

    /// Does it, with the leave that was granted. Writes nothing: it returns the changes that it
    /// wants.
    Outcome<O> handle(I request, IamLeave leave);
}
