package claviger.iam.answer;

import claviger.call.WireNamed;

/// The kinds of what policies are listed for.
public enum EntityType implements WireNamed {
    USER("User"),
    ROLE("Role"),
    GROUP("Group"),
    LOCAL_MANAGED_POLICY("LocalManagedPolicy"),
    AWSMANAGED_POLICY("AWSManagedPolicy");

    private final String wireName;

    EntityType(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
