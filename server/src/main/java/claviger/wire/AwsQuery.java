package claviger.wire;

import claviger.call.AwsException;
import claviger.call.CommonError;
import claviger.call.Header;
import claviger.call.HttpRequest;
import claviger.call.HttpResponse;
import claviger.call.Operation;
import claviger.crypto.Blob;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The AWS Query protocol: requests are forms, answers XML.
///
/// <https://smithy.io/2.0/aws/protocols/aws-query-protocol.html>
///
/// @param version of the service's API, such as `2010-05-08`
/// @param namespace of its XML
public record AwsQuery(String version, String namespace) implements Protocol {

    private static final String FORM = "application/x-www-form-urlencoded";

    private static final int LONGEST_SHOWN = 128;

    /// Whether a request looks like one of this protocol.
    public static boolean isSpokenBy(HttpRequest http) {
        return isForm(http) || (http.target().startsWith("/?") && http.target().contains("Action="));
    }

    /// The API version that such a request names, `null` if it names none.
    public static @Nullable String versionOf(HttpRequest http) {
        try {
            var version = form(http).member("Version");
            return version == null ? null : version.text();
        } catch (AwsException _) {
            return null; // what cannot be read names nothing
        }
    }

    @Override
    public Message message(HttpRequest http) {
        var isCall = (http.method().equals("POST") || http.method().equals("GET"))
                && (http.target().equals("/") || http.target().startsWith("/?"))
                && (http.body().length() == 0 || isForm(http));
        try {
            return new QueryMessage(this, http, form(http), null, isCall);
        } catch (AwsException fault) {
            return new QueryMessage(this, http, null, fault, isCall);
        }
    }

    private static boolean isForm(HttpRequest http) {
        var contentType = http.header("Content-Type");
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(FORM);
    }

    /// The parameters of query and body together: where signing parameters stand in the query,
    /// all may.
    private static Form form(HttpRequest http) {
        var mark = http.target().indexOf('?');
        var query = mark < 0 ? "" : http.target().substring(mark + 1);
        var body = new String(http.body().shared(), StandardCharsets.ISO_8859_1);
        return Form.parse(query.isEmpty() || body.isEmpty() ? query + body : query + "&" + body);
    }

    @Override
    public HttpResponse ok(String requestId, Blob body) {
        return new HttpResponse(200, headers(requestId), body);
    }

    @Override
    public Blob body(String operation, String requestId, RecordWriter writer, Record response) {
        var xml = new Xml(operation + "Response", namespace);
        if (!(response instanceof Operation.Nothing)) {
            xml.start(operation + "Result");
            writer.toXml(xml, response);
            xml.end();
        }
        xml.start("ResponseMetadata");
        xml.element("RequestId", requestId);
        xml.end();
        return xml.toBlob();
    }

    @Override
    public HttpResponse refusal(String requestId, AwsException refused) {
        var error = refused.error();
        var xml = new Xml("ErrorResponse", namespace);
        xml.start("Error");
        xml.element("Type", error.queryStatus() < 500 ? "Sender" : "Receiver");
        xml.element("Code", error.queryCode());
        xml.element("Message", refused.text());
        xml.end();
        xml.element("RequestId", requestId);
        return new HttpResponse(error.queryStatus(), headers(requestId), xml.toBlob());
    }

    private static List<Header> headers(String requestId) {
        return List.of(
                new Header("x-amzn-RequestId", requestId),
                new Header("Content-Type", "text/xml"),
                new Header("Cache-Control", "no-store"));
    }

    /// @param fault why there is no form
    private record QueryMessage(
            AwsQuery protocol,
            HttpRequest http,
            @Nullable Form form,
            @Nullable AwsException fault,
            boolean isCall) implements Message {

        @Override
        public @Nullable String operation() {
            // Of another version, it is another operation.
            return protocol.version.equals(parameter("Version")) ? parameter("Action") : null;
        }

        @Override
        public AwsException unknown() {
            if (fault != null) {
                return fault;
            }
            var action = parameter("Action");
            if (action == null) {
                return CommonError.MISSING_ACTION.because("Missing Action");
            }
            var named = parameter("Version");
            return CommonError.UNKNOWN_OPERATION.because(
                    "Could not find operation %s for version %s",
                    shown(action), named == null ? "NO_VERSION_SPECIFIED" : shown(named));
        }

        @Override
        public <T extends Record> T read(RecordReader<T> reader) {
            if (form == null) {
                throw unknown();
            }
            return reader.read(form);
        }

        @Override
        public Blob body() {
            return http.body();
        }

        @Override
        public Message with(Blob other) {
            return protocol.message(http.with(other));
        }

        private @Nullable String parameter(String name) {
            var found = form == null ? null : form.member(name);
            return found == null || !found.isText() ? null : found.text();
        }

        private static String shown(String text) {
            return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN);
        }
    }
}
