package claviger.iam.answer;

import claviger.call.WireNamed;

/// Which virtual MFA devices are listed.
public enum AssignmentStatusType implements WireNamed {
    ASSIGNED("Assigned"),
    UNASSIGNED("Unassigned"),
    ANY("Any");

    private final String wireName;

    AssignmentStatusType(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
