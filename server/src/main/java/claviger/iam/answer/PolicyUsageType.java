package claviger.iam.answer;

import claviger.call.WireNamed;

/// What a managed policy serves as.
public enum PolicyUsageType implements WireNamed {
    PERMISSIONS_POLICY("PermissionsPolicy"),
    PERMISSIONS_BOUNDARY("PermissionsBoundary");

    private final String wireName;

    PolicyUsageType(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
