package claviger.store;

import claviger.call.RowId;
import claviger.iam.User;
import java.util.Set;

record UserCodec() implements Codec<User> {

    @Override
    public Class<User> type() {
        return User.class;
    }

    @Override
    public int format() {
        return 1;
    }

    @Override
    public void write(User user, Payload payload) {
        payload.put("name", user.name()).put("path", user.path());
        payload.putArray("groups").addAll(user.groups());
        IdentityMembers.write(user.policies(), payload);
        IdentityMembers.write("boundary", user.boundary(), payload);
        payload.putTexts("tags", user.tags()).put("created", user.created().toString());
    }

    @Override
    public User read(RowId id, long version, Members payload) {
        return new User(
                id.account(),
                id.id(),
                payload.text("name"),
                payload.commonText("path"),
                Set.copyOf(payload.list("groups")),
                IdentityMembers.policies(payload),
                payload.optionalCommonText("boundary"),
                payload.texts("tags"),
                payload.instant("created"),
                version);
    }
}
