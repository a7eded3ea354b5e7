package claviger.wire;

import claviger.call.AwsException;
import claviger.call.CommonError;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parameters of a request in the Query protocol: a tree, whose branches the dots in their
/// names make.
///
/// <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html>
public final class Form {

    /// AWS has no list that needs more.
    private static final int MOST_PARAMETERS = 2048;

    private static final int DEEPEST = 16;

    private static final int MOST_DIGITS = 9;

    private @Nullable String value;
    private final Map<String, Form> members = new HashMap<>();

    private Form() {}

    /// Reads `name=value&…`, percent-encoded UTF-8 in which a plus sign is a space.
    ///
    /// @param octets one character for each
    /// @throws AwsException MalformedQueryString if it cannot be read, or could be read in two
    /// ways
    static Form parse(String octets) {
        var form = new Form();
        var from = 0;
        for (int count = 1; from < octets.length(); count++) {
            if (count > MOST_PARAMETERS) {
                throw malformed("too many parameters");
            }
            var ampersand = octets.indexOf('&', from);
            var to = ampersand < 0 ? octets.length() : ampersand;
            var equals = octets.indexOf('=', from);
            var nameEnd = equals < 0 || equals > to ? to : equals;
            if (nameEnd == from) {
                throw malformed("a parameter without a name");
            }
            form.put(decoded(octets, from, nameEnd), decoded(octets, Math.min(nameEnd + 1, to), to));
            from = to + 1;
        }
        return form;
    }

    private void put(String name, String text) {
        var node = this;
        var parts = name.split("\\.", DEEPEST + 1);
        if (parts.length > DEEPEST) {
            throw malformed("a parameter that is nested too deep");
        }
        for (var part : parts) {
            node = node.members.computeIfAbsent(part, _ -> new Form());
        }
        if (node.value != null) {
            throw malformed("a parameter twice");
        }
        node.value = text;
    }

    /// What stands under a name, `null` if nothing does.
    @Nullable
    Form member(String name) {
        return members.get(name);
    }

    /// Whether it has a text of its own.
    boolean isText() {
        return value != null;
    }

    /// The text itself.
    ///
    /// @throws AwsException SerializationException if there are only parameters below this one
    String text() {
        if (value == null) {
            throw CommonError.SERIALIZATION.because("Start of structure or map found where not expected.");
        }
        return value;
    }

    /// The elements of a list, in the order of their numbers; none for an empty text.
    ///
    /// @throws AwsException SerializationException if it is no list
    List<Form> elements() {
        var list = members.get("member");
        if (list == null) {
            if (members.isEmpty() && "".equals(value)) {
                return List.of();
            }
            throw CommonError.SERIALIZATION.because("Expected list or null");
        }
        var numbered = new ArrayList<>(list.members.entrySet());
        for (var element : numbered) {
            var number = element.getKey();
            if (number.isEmpty()
                    || number.length() > MOST_DIGITS
                    || number.charAt(0) == '0'
                    || number.chars().anyMatch(c -> c < '0' || c > '9')) {
                throw CommonError.SERIALIZATION.because("The elements of a list must be numbered from 1");
            }
        }
        numbered.sort(Comparator.comparing(element -> Integer.valueOf(element.getKey())));
        return numbered.stream().map(Map.Entry::getValue).toList();
    }

    private static String decoded(String octets, int from, int to) {
        var bytes = ByteBuffer.allocate(to - from);
        for (var at = from; at < to; at++) {
            var c = octets.charAt(at);
            if (c == '%') {
                if (at + 2 >= to) {
                    throw malformed("an incomplete percent-escape");
                }
                var octet = hexDigit(octets.charAt(at + 1)) << 4 | hexDigit(octets.charAt(at + 2));
                if (octet < 0) {
                    throw malformed("a malformed percent-escape");
                }
                bytes.put((byte) octet);
                at += 2;
            } else {
                bytes.put((byte) (c == '+' ? ' ' : c));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(bytes.flip())
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("a text that is not UTF-8");
        }
    }

    /// Negative if it is none. Not Character.digit, which knows the digits of many scripts.
    private static int hexDigit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        var lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    private static AwsException malformed(String what) {
        return CommonError.MALFORMED_QUERY_STRING.because("The query string contains %s.", what);
    }
}
