package claviger.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.call.HttpRequest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a signed request says: a second reading of requests, slow and plain.
final class Meaning {

    private Meaning() {}

    static List<Object> of(HttpRequest it) {
        var target = it.target().split("\\?", 2);
        var signed = new TreeMap<String, String>();
        var authorization = new ArrayList<String>();
        var parameters = new ArrayList<String>();
        for (var parameter : target.length < 2 || target[1].isEmpty() ? new String[0] : target[1].split("&")) {
            var parts = (parameter + "=").split("=", 3);
            parameters.add(percentDecoded(parts[0]) + "=" + percentDecoded(parts[1]));
        }
        var names = signedHeaders(it, parameters);
        for (var header : it.headers()) {
            var name = Requests.lower(header.name());
            var value = header.value().replaceAll("[ \t]+", " ").replaceAll("^ | $", "");
            if (name.equals("authorization")) {
                authorization.addAll(List.of(value.split("[, ]+")));
            } else if (names.contains(name)) {
                signed.merge(name, value, (before, after) -> before + "," + after);
            } else {
                assertThat(name).doesNotStartWith("x-amz-").isNotEqualTo("host");
            }
        }
        Collections.sort(parameters);
        Collections.sort(authorization);
        return List.of(
                it.method(),
                target[0],
                parameters,
                Map.copyOf(signed),
                authorization,
                Base64.getEncoder().encodeToString(it.body().shared()));
    }

    private static List<String> signedHeaders(HttpRequest it, List<String> parameters) {
        var list = "";
        for (var parameter : parameters) {
            if (parameter.startsWith("X-Amz-SignedHeaders=")) {
                list = parameter.substring("X-Amz-SignedHeaders=".length());
            }
        }
        for (var header : it.headers()) {
            if (header.name().equalsIgnoreCase("authorization")) {
                list = header.value().replaceAll("(?s).*SignedHeaders=([^, ]*).*", "$1");
            }
        }
        return List.of(list.split(";"));
    }

    private static String percentDecoded(String text) {
        var decoded = new StringBuilder();
        for (var at = 0; at < text.length(); at++) {
            if (text.charAt(at) == '%') {
                decoded.append((char) Integer.parseInt(text.substring(at + 1, at + 3), 16));
                at += 2;
            } else {
                decoded.append(text.charAt(at));
            }
        }
        return decoded.toString();
    }
}
