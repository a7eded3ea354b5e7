package claviger.iam.answer;

import claviger.call.WireNamed;

/// Whether an access key may sign.
public enum StatusType implements WireNamed {
    ACTIVE("Active"),
    INACTIVE("Inactive");

    private final String wireName;

    StatusType(String wireName) {
        this.wireName = wireName;
    }

    public static StatusType of(boolean active) {
        return active ? ACTIVE : INACTIVE;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
