package claviger.wire;

import claviger.call.AwsException;
import claviger.call.CommonError;
import java.util.ArrayList;
import java.util.List;

/// The constraints that a request breaks, all of them, on the way to AWS's one ValidationException.
final class Violations {

    /// What is shown of an offending value, in characters.
    private static final int SHOWN = 1024;

    private final List<String> items = new ArrayList<>();

    boolean none() {
        return items.isEmpty();
    }

    void missing(Path path) {
        items.add("Value null at '" + path + "' failed to satisfy constraint: Member must not be null");
    }

    /// @param value as it may be shown; a secret is shown as nothing at all
    void add(Path path, Shown value, String rule) {
        items.add("Value " + value.text() + "at '" + path + "' failed to satisfy constraint: " + rule);
    }

    AwsException toException() {
        var count = items.size() == 1 ? "1 validation error" : items.size() + " validation errors";
        return CommonError.VALIDATION.because("%s detected: %s", count, String.join("; ", items));
    }

    /// A value as a message may show it.
    record Shown(String text) {
        static final Shown NOTHING = new Shown("");

        static Shown of(Object value) {
            var text = String.valueOf(value);
            return new Shown("'" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…") + "' ");
        }

        /// AWS prints the Java buffer that holds the bytes, not the bytes.
        static Shown blob(int length) {
            return new Shown("'java.nio.HeapByteBuffer[pos=0 lim=" + length + " cap=" + length + "]' ");
        }
    }

    /// Where a member stands, for example `tags.1.member.tagKey`.
    record Path(String text) {
        static Path of(String memberName) {
            return new Path(Character.toLowerCase(memberName.charAt(0)) + memberName.substring(1));
        }

        Path member(Path name) {
            return new Path(text + "." + name.text);
        }

        /// @param index counted from 1
        Path element(int index) {
            return new Path(text + "." + index + ".member");
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
