package claviger.policy.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A value of a policy, with its variables put in and its wildcards known from literal text.
record PlainPattern(List<Token> tokens) {

    sealed interface Token {
        record Letter(char letter) implements Token {}

        record Run() implements Token {}

        record One() implements Token {}
    }

    // Policy language, 6.5: dollar, brace, name, and perhaps a comma and a default in single quotes; spaces around.
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\s*([^},]+?)\\s*(?:,\\s*'([^']*)'\\s*)?\\}");

    /// Text in which only wildcards mean something.
    static PlainPattern wildcards(String text) {
        return new PlainPattern(
                text.chars().mapToObj(letter -> token((char) letter, true)).toList());
    }

    /// Text in which every letter is itself.
    static PlainPattern letters(String text) {
        return new PlainPattern(text.chars()
                .<Token>mapToObj(letter -> new Token.Letter((char) letter))
                .toList());
    }

    /// Text with variables.
    ///
    /// @param wildcards whether an asterisk and a question mark are wildcards
    /// @return `null` where a variable has neither value nor default
    static @Nullable PlainPattern variables(String text, boolean wildcards, PlainContext context) {
        var tokens = new ArrayList<Token>();
        var variable = VARIABLE.matcher(text);
        var at = 0;
        while (at < text.length()) {
            if (variable.region(at, text.length()).lookingAt()) {
                var value = value(variable.group(1), variable.group(2), context);
                if (value == null) {
                    return null;
                }
                // What is put in is literal: a wildcard in a tag's value is no wildcard.
                tokens.addAll(letters(value).tokens());
                at = variable.end();
            } else {
                tokens.add(token(text.charAt(at), wildcards));
                at++;
            }
        }
        return new PlainPattern(tokens);
    }

    // The three special variables are themselves; a default stands for a key that is absent or empty; a key of many
    // values gives none.
    private static @Nullable String value(String name, @Nullable String otherwise, PlainContext context) {
        if (name.equals("*") || name.equals("?") || name.equals("$")) {
            return name;
        }
        var value = context.single(name);
        return (value == null || value.isEmpty()) && otherwise != null ? otherwise : value;
    }

    private static Token token(char letter, boolean wildcards) {
        if (wildcards && letter == '*') {
            return new Token.Run();
        }
        return wildcards && letter == '?' ? new Token.One() : new Token.Letter(letter);
    }

    /// Whether the whole text is matched, case-sensitively.
    boolean matches(String text) {
        // reached[j]: the tokens so far can stand for exactly the first j letters.
        var reached = new boolean[text.length() + 1];
        reached[0] = true;
        for (var token : tokens) {
            var next = new boolean[text.length() + 1];
            for (var j = 0; j <= text.length(); j++) {
                next[j] = switch (token) {
                    case Token.Run _ -> reached[j] || (j > 0 && next[j - 1]);
                    case Token.One _ -> j > 0 && reached[j - 1];
                    case Token.Letter(var letter) -> j > 0 && reached[j - 1] && text.charAt(j - 1) == letter;
                };
            }
            reached = next;
        }
        return reached[text.length()];
    }

    /// Whether an ARN is matched part by part: wildcards never cross the first five colons. `false` where one of the
    /// two is no ARN of six parts.
    boolean matchesArn(String arn) {
        var patterns = parts();
        var parts = arn.split(":", 6);
        if (patterns.size() != 6 || parts.length != 6) {
            return false;
        }
        for (var i = 0; i < 6; i++) {
            if (!patterns.get(i).matches(parts[i])) {
                return false;
            }
        }
        return true;
    }

    private List<PlainPattern> parts() {
        var parts = new ArrayList<PlainPattern>();
        var part = new ArrayList<Token>();
        for (var token : tokens) {
            if (token.equals(new Token.Letter(':')) && parts.size() < 5) {
                parts.add(new PlainPattern(List.copyOf(part)));
                part.clear();
            } else {
                part.add(token);
            }
        }
        parts.add(new PlainPattern(part));
        return parts;
    }

    /// The text itself, of a pattern that was read without wildcards.
    String text() {
        return tokens.stream()
                .map(token -> switch (token) {
                    case Token.Letter(var letter) -> String.valueOf(letter);
                    case Token.Run _ -> "*";
                    case Token.One _ -> "?";
                })
                .collect(Collectors.joining());
    }
}
