package claviger.seed;

import java.util.List;

/// A seed file is refused, and nothing has been changed. The message has a line for each reason, and never a secret.
public final class SeedException extends RuntimeException {

    SeedException(List<String> reasons) {
        super("the seed file is refused, and nothing was changed:\n" + String.join("\n", reasons));
    }
}
