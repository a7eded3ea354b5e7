package claviger.http;

import claviger.call.AwsException;
import claviger.call.CommonError;
import claviger.call.HttpResponse;

/// Words the refusals that the front makes itself, so that it needs to know no JSON. It is called
/// on the event loop: it must not block.
@FunctionalInterface
public interface Refusals {

    HttpResponse answer(AwsException refused);

    /// The answer to a fault of ours, which tells nothing of its cause.
    default HttpResponse internalFailure() {
        return answer(CommonError.INTERNAL_FAILURE.unexplained());
    }
}
