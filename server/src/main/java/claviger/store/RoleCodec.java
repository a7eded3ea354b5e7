package claviger.store;

import claviger.call.RowId;
import claviger.iam.Role;

record RoleCodec() implements Codec<Role> {

    @Override
    public Class<Role> type() {
        return Role.class;
    }

    @Override
    public int format() {
        return 1;
    }

    @Override
    public void write(Role role, Payload payload) {
        payload.put("name", role.name())
                .put("path", role.path())
                .put("trustPolicy", role.trustPolicy())
                .put("maxSessionDuration", role.maxSessionDuration());
        IdentityMembers.write("description", role.description(), payload);
        IdentityMembers.write(role.policies(), payload);
        IdentityMembers.write("boundary", role.boundary(), payload);
        payload.putTexts("tags", role.tags()).put("created", role.created().toString());
    }

    @Override
    public Role read(RowId id, long version, Members payload) {
        return new Role(
                id.account(),
                id.id(),
                payload.text("name"),
                payload.commonText("path"),
                payload.commonText("trustPolicy"),
                payload.optionalText("description"),
                payload.number("maxSessionDuration"),
                IdentityMembers.policies(payload),
                payload.optionalCommonText("boundary"),
                payload.texts("tags"),
                payload.instant("created"),
                version);
    }
}
