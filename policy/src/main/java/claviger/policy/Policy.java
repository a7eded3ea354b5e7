package claviger.policy;

import static claviger.policy.MalformedPolicyException.Fault.TOO_LONG;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.core.io.JsonStringEncoder;

/// A policy document: checked, and compiled so that deciding reads no text.
public final class Policy {

    /// Characters that no document exceeds, whatever its owner may have: the longest that the KMS
    /// API takes.
    public static final int MAX_CHARACTERS = 131_072;

    /// Statements that no document exceeds.
    public static final int MAX_STATEMENTS = 10_000;

    private final PolicyKind kind;
    private final String text;
    private final List<Statement> statements;
    /// In the order in which they stand in the text.
    private final List<Draft.Named> written;

    private Policy(PolicyKind kind, String text, Draft draft) {
        this.kind = kind;
        this.text = text;
        boolean expanding = draft.expandsVariables();
        var statements = new ArrayList<Statement>(draft.statements().size());
        var written = new ArrayList<Draft.Named>();
        for (var each : draft.statements()) {
            statements.add(new Statement(kind, statements.size(), each, expanding));
            var principals = each.principal();
            if (principals != null) {
                written.addAll(principals.named());
            }
        }
        written.sort(Comparator.comparingInt(Draft.Named::at));
        this.statements = Collections.unmodifiableList(statements);
        this.written = Collections.unmodifiableList(written);
    }

    /// @throws MalformedPolicyException when AWS would refuse the document
    public static Policy parse(PolicyKind kind, String text) {
        return parse(kind, text, MAX_CHARACTERS);
    }

    /// @param limit what its owner may have: UTF-8 bytes of a key policy, and of every other
    ///     document characters that are no white space
    /// @throws MalformedPolicyException when AWS would refuse the document
    public static Policy parse(PolicyKind kind, String text, int limit) {
        if (text.length() > MAX_CHARACTERS || size(kind, text) > limit) {
            throw new MalformedPolicyException(TOO_LONG, "The policy is longer than " + limit + ".");
        }
        var draft = DocumentReader.read(kind, text, MAX_STATEMENTS);
        DocumentRules.check(kind, draft);
        return new Policy(kind, text, draft);
    }

    /// What counts of a document: UTF-8 bytes of a key policy, and of every other document
    /// characters that are no white space.
    public static int size(PolicyKind kind, String text) {
        return kind == PolicyKind.KEY
                ? text.getBytes(StandardCharsets.UTF_8).length
                : (int) text.chars().filter(c -> !Character.isWhitespace(c)).count();
    }

    public PolicyKind kind() {
        return kind;
    }

    /// The document as it was given.
    public String text() {
        return text;
    }

    /// Whom its statements name, in Principal and NotPrincipal.
    public Set<NamedPrincipal> principals() {
        var principals = new LinkedHashSet<NamedPrincipal>();
        written.forEach(named -> principals.add(named.principal()));
        return Collections.unmodifiableSet(principals);
    }

    /// The document with other principals in the places of those it names, and nothing else
    /// changed. So unique ids take the places of ARNs when a policy is saved, and ARNs those of
    /// unique ids when it is shown.
    ///
    /// @param other what to write for a value of Principal or NotPrincipal, which may be the same
    public String rewritten(UnaryOperator<String> other) {
        var rewritten = new StringBuilder(text.length());
        int done = 0;
        for (var named : written) {
            var replacement = other.apply(named.text());
            if (!replacement.equals(named.text())) {
                rewritten
                        .append(text, done, named.at())
                        .append('"')
                        .append(JsonStringEncoder.getInstance().quoteAsCharArray(replacement))
                        .append('"');
                done = endOfString(named.at());
            }
        }
        return rewritten.append(text, done, text.length()).toString();
    }

    /// @param quote where the opening quotation mark is
    private int endOfString(int quote) {
        int i = quote + 1;
        while (text.charAt(i) != '"') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i + 1;
    }

    List<Statement> statements() {
        return statements;
    }

    @Override
    public String toString() {
        return text;
    }
}
