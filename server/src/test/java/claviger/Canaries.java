package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Every plaintext, data key, grant token and secret access key that went over the wire, to be
/// looked for where it must not be.
final class Canaries {

    private static final Pattern PLAINTEXT = Pattern.compile("\"Plaintext\"\\s*:\\s*\"([A-Za-z0-9+/=]+)\"");

    private static final Pattern TOKEN = Pattern.compile("\"GrantToken\"\\s*:\\s*\"([A-Za-z0-9_-]{40,})\"");

    private static final Pattern ACCESS_KEY_SECRET = Pattern.compile("<SecretAccessKey>([A-Za-z0-9+/]{40})<");

    private static final Pattern SESSION_TOKEN = Pattern.compile("<SessionToken>([A-Za-z0-9_-]{40,})<");

    /// Shorter ones are found by chance.
    private static final int SHORTEST = 8;

    private final Map<String, byte[]> secrets = new ConcurrentHashMap<>();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    void learn(byte[] request, String answer) {
        for (var text : new String[] {new String(request, StandardCharsets.ISO_8859_1), answer}) {
            TOKEN.matcher(text).results().forEach(found -> tokens.add(found.group(1)));
            ACCESS_KEY_SECRET.matcher(text).results().forEach(found -> tokens.add(found.group(1)));
            SESSION_TOKEN.matcher(text).results().forEach(found -> tokens.add(found.group(1)));
            var matcher = PLAINTEXT.matcher(text);
            while (matcher.find()) {
                try {
                    var secret = Base64.getDecoder().decode(matcher.group(1));
                    if (secret.length >= SHORTEST) {
                        secrets.put(matcher.group(1), secret);
                    }
                } catch (IllegalArgumentException e) {
                    // Not base64: the server refused it too.
                }
            }
        }
    }

    int count() {
        return secrets.size();
    }

    /// No secret is in any file of the folder: raw, in base64 or in hex.
    void nowhereIn(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(tokens)
                        .as("grant tokens and secrets of access keys in " + file)
                        .noneMatch(content::contains);
                secrets.forEach((base64, secret) -> {
                    var unpadded = base64.replace("=", "");
                    assertThat(content.contains(unpadded))
                            .as("a plaintext in base64 in " + file)
                            .isFalse();
                    assertThat(content.contains(HexFormat.of().formatHex(secret)))
                            .as("a plaintext in hex in " + file)
                            .isFalse();
                    assertThat(content.contains(new String(secret, StandardCharsets.ISO_8859_1)))
                            .as("a plaintext in " + file)
                            .isFalse();
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
