package claviger.iam;

import claviger.call.RowId;
import java.time.Instant;

/// An IAM group. Who is in it is kept with the users.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_Group.html>
///
/// @param id `AGPA…`
public record Group(
        String account, String id, String name, String path, Policies policies, Instant created, long version)
        implements Identity {

    @Override
    public RowId rowId() {
        return new RowId(RowId.Table.IAM_GROUP, account, "", id);
    }

    @Override
    public String kind() {
        return "group";
    }

    /// The same group as a new version: whoever decided on its members decides anew.
    public Group touched() {
        return called(name, path);
    }

    public Group called(String otherName, String otherPath) {
        return new Group(account, id, otherName, otherPath, policies, created, version + 1);
    }

    @Override
    public Group with(Policies other) {
        return new Group(account, id, name, path, other, created, version + 1);
    }
}
