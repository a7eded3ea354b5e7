package claviger.store;

import claviger.call.RowId;
import claviger.iam.Group;

record GroupCodec() implements Codec<Group> {

    @Override
    public Class<Group> type() {
        return Group.class;
    }

    @Override
    public int format() {
        return 1;
    }

    @Override
    public void write(Group group, Payload payload) {
        payload.put("name", group.name()).put("path", group.path());
        IdentityMembers.write(group.policies(), payload);
        payload.put("created", group.created().toString());
    }

    @Override
    public Group read(RowId id, long version, Members payload) {
        return new Group(
                id.account(),
                id.id(),
                payload.text("name"),
                payload.commonText("path"),
                IdentityMembers.policies(payload),
                payload.instant("created"),
                version);
    }
}
