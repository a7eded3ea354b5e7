package claviger.wire;

import claviger.call.AwsException;
import claviger.call.HttpRequest;
import claviger.call.HttpResponse;
import claviger.crypto.Blob;
import org.jspecify.annotations.Nullable;

/// How a service is spoken to.
public interface Protocol {

    /// What a request says in this protocol. Never throws: what cannot be read calls nothing.
    Message message(HttpRequest http);

    /// The answer of an operation that was done.
    HttpResponse ok(String requestId, Blob body);

    /// The body of such an answer.
    Blob body(String operation, String requestId, RecordWriter writer, Record response);

    /// The answer to a request that was refused.
    HttpResponse refusal(String requestId, AwsException refused);

    /// A request, as far as it can be read without knowing its operation.
    interface Message {

        /// The operation that it names, `null` if it names none.
        @Nullable
        String operation();

        /// Whether it is sent as this protocol sends calls.
        boolean isCall();

        /// The refusal of a request that calls no operation that there is.
        AwsException unknown();

        /// @throws AwsException SerializationException if it cannot be read,
        /// ValidationException if it breaks limits
        <T extends Record> T read(RecordReader<T> reader);

        Blob body();

        /// The same with another body.
        Message with(Blob other);
    }
}
