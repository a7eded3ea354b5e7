package claviger.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A question put together in a test: by default alice of account A asks.
final class Asking {

    static final String A = "111122223333";
    static final String B = "444455556666";
    static final Requester ALICE = user(A, "a1");

    private final String action;
    private final String resource;
    private Requester who = ALICE;
    private String owner = A;
    private final Map<String, ContextValue> values = new TreeMap<>();
    private final Map<String, String> encryptionContext = new TreeMap<>();

    private Asking(String action, String resource) {
        this.action = action;
        this.resource = resource;
    }

    static Asking of(String action, String resource) {
        return new Asking(action, resource);
    }

    static Requester user(String account, String name) {
        return new Requester.User(
                account, "arn:aws:iam::" + account + ":user/" + name, "AIDA" + account + name.toUpperCase(Locale.ROOT));
    }

    Asking by(Requester other) {
        who = other;
        return this;
    }

    Asking ownedBy(String account) {
        owner = account;
        return this;
    }

    Asking with(String key, String value) {
        if (key.toLowerCase(Locale.ROOT).startsWith("kms:encryptioncontext:")) {
            encryptionContext.put(key.substring("kms:encryptioncontext:".length()), value);
            return this;
        }
        return with(key, new ContextValue.Single(value));
    }

    Asking with(String key, ContextValue value) {
        values.put(key.toLowerCase(Locale.ROOT), value);
        return this;
    }

    AccessRequest request() {
        return new AccessRequest(who, action, resource, owner, context());
    }

    DecisionContext context() {
        return new DecisionContext(
                new RequestContext() {
                    @Override
                    public @Nullable ContextValue said(ConditionKey key) {
                        if (key.family() == ConditionKey.Family.ENCRYPTION_CONTEXT) {
                            for (var pair : encryptionContext.entrySet()) {
                                if (pair.getKey().equalsIgnoreCase(key.member())) {
                                    return new ContextValue.Single(pair.getValue());
                                }
                            }
                            return null;
                        }
                        if (key.name().equals("kms:encryptioncontextkeys") && !encryptionContext.isEmpty()) {
                            return new ContextValue.Multi(List.copyOf(encryptionContext.keySet()));
                        }
                        return values.get(key.name());
                    }

                    @Override
                    public Map<String, String> encryptionContext() {
                        return encryptionContext;
                    }
                },
                key -> values.get(key.name()));
    }

    static ContextValue many(String... values) {
        return new ContextValue.Multi(new ArrayList<>(List.of(values)));
    }
}
