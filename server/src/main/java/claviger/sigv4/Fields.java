package claviger.sigv4;

import static claviger.call.CommonError.INCOMPLETE_SIGNATURE;
import static claviger.call.CommonError.INVALID_SIGNATURE;

import claviger.call.Header;
import claviger.call.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The header fields of a request, gone through once: those that matter to a signature are found,
/// and what two readers could read in two ways is noticed.
final class Fields {

    private static final int MOST = 100;
    private static final int LONGEST_BLOCK = 16 * 1024;
    private static final String AMZ = "x-amz-";

    private final List<Header> all;
    private final List<Header> amz = new ArrayList<>();
    private @Nullable String authorization;
    private @Nullable String date;
    private boolean hasHost;
    private boolean hasContentType;
    private boolean dateRepeated;
    private @Nullable String repeated;

    Fields(HttpRequest request) {
        all = request.headers();
        if (all.size() > MOST) {
            throw INCOMPLETE_SIGNATURE.because("A request may have at most %d header fields.", MOST);
        }
        var length = 0;
        for (var field : all) {
            length += field.name().length() + field.value().length();
            if (length > LONGEST_BLOCK) {
                throw INCOMPLETE_SIGNATURE.because("Header fields may have at most %d bytes.", LONGEST_BLOCK);
            }
            if (!Octets.isToken(field.name())) {
                throw INCOMPLETE_SIGNATURE.because("'%s' is no name of a header field.", Octets.quote(field.name()));
            }
            sort(field);
        }
    }

    private void sort(Header field) {
        var name = field.name();
        if (name.regionMatches(true, 0, AMZ, 0, AMZ.length())) {
            if (amz(name) != null) {
                repeated = name;
            }
            amz.add(field);
        } else if (name.equalsIgnoreCase("host")) {
            repeated = hasHost ? name : repeated;
            hasHost = true;
        } else if (name.equalsIgnoreCase("date")) {
            dateRepeated = date != null;
            date = Octets.trim(field.value());
        } else if (name.equalsIgnoreCase("content-type")) {
            repeated = hasContentType ? name : repeated;
            hasContentType = true;
        } else if (name.equalsIgnoreCase("authorization")) {
            repeated = authorization != null ? name : repeated;
            authorization = Octets.trim(field.value());
        }
    }

    /// Every field in the order received.
    List<Header> all() {
        return all;
    }

    /// The last Authorization field; that there is only one is for [#refuseRepeats] to say.
    @Nullable
    String authorization() {
        return authorization;
    }

    /// The value of a field whose name begins with `X-Amz-`.
    @Nullable
    String amz(String name) {
        for (var field : amz) {
            if (field.name().equalsIgnoreCase(name)) {
                return Octets.trim(field.value());
            }
        }
        return null;
    }

    /// The Date field, which counts only where there is no `X-Amz-Date`.
    @Nullable
    String date() {
        if (dateRepeated) {
            throw INVALID_SIGNATURE.because("The header field 'Date' must not be repeated.");
        }
        return date;
    }

    /// Fields of which one reader could take the first and another the last, or both joined.
    void refuseRepeats() {
        if (repeated != null) {
            throw INVALID_SIGNATURE.because("The header field '%s' must not be repeated.", Octets.quote(repeated));
        }
    }

    /// What is not signed can be added or changed on the way, and `X-Amz-` fields act.
    void refuseUnsigned(List<String> signedHeaders) {
        if (!signedHeaders.contains("host")) {
            throw INVALID_SIGNATURE.because(
                    "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }
        for (var field : amz) {
            if (!namedIn(signedHeaders, field.name())) {
                throw INVALID_SIGNATURE.because(
                        "'%s' must be a 'SignedHeader' in the AWS Authorization.", Octets.quote(field.name()));
            }
        }
    }

    private static boolean namedIn(List<String> signedHeaders, String name) {
        for (var signed : signedHeaders) {
            if (signed.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
