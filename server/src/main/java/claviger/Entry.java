package claviger;

import claviger.call.Operation;
import claviger.wire.RecordReader;
import claviger.wire.RecordWriter;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An operation, with what reads its requests and writes its answers. Those are made at the
/// first call, since making them for all operations takes longer than the rest of a start.
final class Entry<I extends Record, O extends Record> {

    private record Wire<I extends Record>(RecordReader<I> reader, RecordWriter request, RecordWriter response) {}

    private final Operation<I, O> operation;
    private volatile @Nullable Wire<I> wire;

    private Entry(Operation<I, O> operation) {
        this.operation = operation;
    }

    static <I extends Record, O extends Record> Entry<I, O> of(Operation<I, O> operation) {
        return new Entry<>(operation);
    }

    Operation<I, O> operation() {
        return operation;
    }

    RecordReader<I> reader() {
        return wire().reader();
    }

    RecordWriter request() {
        return wire().request();
    }

    RecordWriter response() {
        return wire().response();
    }

    private Wire<I> wire() {
        var made = wire;
        if (made == null) {
            var types = types(operation);
            @SuppressWarnings("unchecked") // the arguments of the operation's own interface
            var requestType = (Class<I>) types[0];
            made = new Wire<>(
                    RecordReader.of(requestType),
                    RecordWriter.of(requestType),
                    RecordWriter.of(types[1].asSubclass(Record.class)));
            wire = made;
        }
        return made;
    }

    /// The request's type and the response's.
    static Class<?>[] types(Operation<?, ?> operation) {
        return Arrays.stream(operation.getClass().getGenericInterfaces())
                .filter(ParameterizedType.class::isInstance)
                .map(ParameterizedType.class::cast)
                .filter(type -> Operation.class.isAssignableFrom((Class<?>) type.getRawType()))
                .flatMap(type -> Arrays.stream(type.getActualTypeArguments()))
                .map(type -> (Class<?>) type)
                .toArray(Class<?>[]::new);
    }
}
