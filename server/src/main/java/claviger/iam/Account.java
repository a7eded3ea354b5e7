package claviger.iam;

import claviger.call.Noun;
import claviger.call.RowId;
import java.time.Instant;

/// An account: the owner of keys, aliases and credentials.
///
/// @param id 12 digits
public record Account(String id, Instant created, long version) implements Noun {

    @Override
    public RowId rowId() {
        return new RowId(RowId.Table.ACCOUNT, id, "", id);
    }
}
