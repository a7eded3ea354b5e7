package claviger.iam.answer;

import claviger.call.WireNamed;

/// Whose managed policies are listed.
public enum PolicyScopeType implements WireNamed {
    ALL("All"),
    AWS("AWS"),
    LOCAL("Local");

    private final String wireName;

    PolicyScopeType(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
