package claviger.seed;

import claviger.crypto.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The ways in which a secret stands in a seed file. What is wrong with one is said without showing it.
enum Encoding {
    BASE64 {
        @Override
        byte[] decode(String text) {
            try {
                return Base64.getDecoder().decode(WHITE_SPACE.matcher(text).replaceAll(""));
            } catch (IllegalArgumentException e) {
                throw new WrongException("is no base64");
            }
        }
    },

    HEX {
        @Override
        byte[] decode(String text) {
            try {
                return HexFormat.of().parseHex(WHITE_SPACE.matcher(text).replaceAll(""));
            } catch (IllegalArgumentException e) {
                throw new WrongException("is no hex: two digits for each byte");
            }
        }
    },

    /// A private key in PKCS #8 (RFC 7468, section 10).
    PEM {
        @Override
        byte[] decode(String text) {
            var matcher = PRIVATE_KEY.matcher(text);
            if (!matcher.matches()) {
                throw new WrongException(whatElse(text));
            }
            return BASE64.decode(matcher.group("body"));
        }

        private String whatElse(String text) {
            var label = LABEL.matcher(text);
            var found = label.find() ? label.group(1) : "";
            return switch (found) {
                case "RSA PRIVATE KEY", "EC PRIVATE KEY", "EC PARAMETERS", "ENCRYPTED PRIVATE KEY" ->
                    "is PEM of '%s', not of 'PRIVATE KEY': openssl pkcs8 -topk8 -nocrypt makes one of the other"
                            .formatted(found);
                case "PUBLIC KEY" -> "is a public key, and the private key is wanted";
                default -> "is no PEM of a 'PRIVATE KEY' (PKCS #8)";
            };
        }
    },

    /// The characters of the secret itself.
    TEXT {
        @Override
        byte[] decode(String text) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
    };

    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("\\s*-----BEGIN PRIVATE KEY-----(?<body>[A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");
    private static final Pattern LABEL = Pattern.compile("-----BEGIN ([A-Z ]{1,30})-----");

    /// The bytes, which the caller wipes.
    abstract byte[] decode(String text);

    /// @throws WrongException whose message is the end of a sentence about the text
    SecretBytes read(String text) {
        return SecretBytes.adopt(decode(text));
    }

    static final class WrongException extends RuntimeException {
        WrongException(String message) {
            super(message, null, false, false);
        }
    }
}
