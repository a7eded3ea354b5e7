package claviger.store;

import claviger.iam.Policies;
import org.jspecify.annotations.Nullable;

/// The members that the payloads of users, groups and roles share.
final class IdentityMembers {

    private IdentityMembers() {}

    static void write(Policies policies, Payload payload) {
        payload.putTexts("inline", policies.inline());
        payload.putArray("attached").addAll(policies.attached());
    }

    static void write(String name, @Nullable String text, Payload payload) {
        if (text != null) {
            payload.put(name, text);
        }
    }

    static Policies policies(Members payload) {
        var inline = payload.texts("inline");
        var attached = payload.list("attached");
        return inline.isEmpty() && attached.isEmpty() ? Policies.NONE : new Policies(inline, attached);
    }
}
