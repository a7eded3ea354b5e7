package claviger.explain;

import claviger.kms.Hypothesis;
import claviger.kms.Key;
import claviger.kms.View;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A question that may be asked. Only the [QuestionGate] makes one.
public final class Inquiry {

    private final String account;
    private final View view;
    private final @Nullable Key key;
    private final @Nullable Hypothesis hypothesis;

    Inquiry(String account, View view, @Nullable Key key, @Nullable Hypothesis hypothesis) {
        this.account = account;
        this.view = view;
        this.key = key;
        this.hypothesis = hypothesis;
    }

    /// The account that asks.
    String account() {
        return account;
    }

    View view() {
        return view;
    }

    /// The key that was named.
    Key key() {
        return there(key);
    }

    Hypothesis hypothesis() {
        return there(hypothesis);
    }

    private static <T> T there(@Nullable T asked) {
        if (asked == null) {
            throw new IllegalStateException("the question is on no key");
        }
        return asked;
    }

    /// The ARNs of what was asked about, for the audit record.
    public List<String> resources() {
        return key == null ? List.of() : List.of(key.arn());
    }
}
