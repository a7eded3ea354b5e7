package claviger.store;

import claviger.call.RowId;

/// What is stored is not what was stored. The message says where.
final class DamagedException extends RuntimeException {

    DamagedException(String message) {
        super(message);
    }

    DamagedException(RowId id, String message) {
        super(StoredRow.describe(id) + ": " + message);
    }
}
