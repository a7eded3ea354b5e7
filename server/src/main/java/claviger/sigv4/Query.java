package claviger.sigv4;

import static claviger.call.CommonError.INCOMPLETE_SIGNATURE;

import claviger.call.AwsException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The query of a request target, decoded once. Signing parameters are looked for among the
/// decoded names, so that no spelling of one goes unnoticed.
final class Query {

    private static final int MOST = 100;
    private static final int LONGEST_TARGET = 16 * 1024;
    private static final String AMZ = "X-Amz-";
    private static final Comparator<Parameter> BY_ENCODED_NAME_AND_VALUE =
            Comparator.comparing(Parameter::encodedName).thenComparing(Parameter::encodedValue);

    static final Query EMPTY = new Query(List.of());

    private final List<Parameter> parameters;

    private Query(List<Parameter> parameters) {
        this.parameters = parameters;
    }

    /// @param name decoded to octets
    /// @param value decoded to octets, empty if there was no equal-sign
    private record Parameter(String name, String value, String encodedName, String encodedValue) {}

    /// @param target path and query as sent
    static Query of(String target) {
        if (target.length() > LONGEST_TARGET) {
            throw INCOMPLETE_SIGNATURE.because("A request target may have at most %d bytes.", LONGEST_TARGET);
        }
        var mark = target.indexOf('?');
        if (mark < 0 || mark == target.length() - 1) {
            return EMPTY;
        }
        var parameters = new ArrayList<Parameter>();
        var from = mark + 1;
        while (from <= target.length()) {
            var ampersand = target.indexOf('&', from);
            var to = ampersand < 0 ? target.length() : ampersand;
            var equals = target.indexOf('=', from);
            var nameEnd = equals < 0 || equals > to ? to : equals;
            if (nameEnd == from) {
                throw malformed("a parameter without a name");
            }
            if (parameters.size() == MOST) {
                throw malformed("too many parameters");
            }
            var name = decode(target, from, nameEnd);
            var value = decode(target, Math.min(nameEnd + 1, to), to);
            parameters.add(new Parameter(name, value, encode(name), encode(value)));
            from = to + 1;
        }
        return new Query(parameters);
    }

    /// The decoded name of the first parameter that begins with `X-Amz-`, in any case: all such
    /// names belong to signing.
    @Nullable
    String signingParameter() {
        for (var parameter : parameters) {
            if (isSigning(parameter)) {
                return parameter.name;
            }
        }
        return null;
    }

    /// The decoded value of the one parameter with exactly this name, `null` if there is none.
    @Nullable
    String one(String name) {
        String found = null;
        for (var parameter : parameters) {
            if (parameter.name.equals(name)) {
                if (found != null) {
                    throw malformed("a signing parameter twice");
                }
                found = parameter.value;
            }
        }
        return found;
    }

    /// Every signing parameter must be one of these.
    void allowOnly(List<String> signingParameters) {
        for (var parameter : parameters) {
            if (isSigning(parameter) && !signingParameters.contains(parameter.name)) {
                throw malformed("an unknown signing parameter");
            }
        }
    }

    /// The canonical query, which never includes the signature itself.
    String canonical() {
        if (parameters.isEmpty()) {
            return "";
        }
        var sorted = new ArrayList<>(parameters);
        sorted.sort(BY_ENCODED_NAME_AND_VALUE);
        var canonical = new StringBuilder();
        for (var parameter : sorted) {
            if (!parameter.name.equals(Claim.SIGNATURE_PARAMETER)) {
                canonical
                        .append(canonical.isEmpty() ? "" : "&")
                        .append(parameter.encodedName)
                        .append('=')
                        .append(parameter.encodedValue);
            }
        }
        return canonical.toString();
    }

    private static boolean isSigning(Parameter parameter) {
        return parameter.name.regionMatches(true, 0, AMZ, 0, AMZ.length());
    }

    private static String decode(String target, int from, int to) {
        var decoded = new StringBuilder(to - from);
        for (var at = from; at < to; at++) {
            var c = target.charAt(at);
            if (c == '%') {
                if (at + 2 >= to) {
                    throw malformed("an incomplete percent-escape");
                }
                var octet = hexDigit(target.charAt(at + 1)) << 4 | hexDigit(target.charAt(at + 2));
                if (octet < 0) {
                    throw malformed("a malformed percent-escape");
                }
                decoded.append((char) octet);
                at += 2;
            } else if (c == '+' || c > 0xFF) {
                // Some read a plus sign as a space and some do not: whoever means one of them says
                // so.
                throw malformed("a character that must be percent-encoded");
            } else {
                decoded.append(c);
            }
        }
        return decoded.toString();
    }

    private static String encode(String octets) {
        var encoded = new StringBuilder(octets.length());
        for (var at = 0; at < octets.length(); at++) {
            var c = octets.charAt(at);
            if (Octets.isUnreserved(c)) {
                encoded.append(c);
            } else {
                Octets.percentEncode(c, encoded);
            }
        }
        return encoded.toString();
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
        return INCOMPLETE_SIGNATURE.because("The query string has %s. Re-examine the query-string parameters.", what);
    }
}
