package claviger.sts.session;

import org.jspecify.annotations.Nullable;

/// How long sessions are, in seconds, if a request does not say.
final class Durations {

    static final int OF_ROLES = 3600;
    static final int OF_USERS = 43_200;

    /// Also the longest of a root user: what asks for more gets this.
    static final int OF_ROOT = 3600;

    private Durations() {}

    static int orDefault(@Nullable Integer asked, int otherwise) {
        return asked == null ? otherwise : asked;
    }

    /// Of a session that a user or root user asks for itself.
    static int ofOneself(@Nullable Integer asked, boolean isRoot) {
        return isRoot ? Math.min(orDefault(asked, OF_ROOT), OF_ROOT) : orDefault(asked, OF_USERS);
    }
}
