package claviger.store;

import claviger.call.RowId;
import claviger.crypto.Blob;
import java.util.Locale;

/// A row of a noun as the database holds it.
///
/// @param format the number of the payload's layout, by which older ones are told
/// @param payload the noun, sealed: see [RowSeal]
record StoredRow(RowId id, long version, int format, Blob payload) {

    static String tableName(RowId.Table table) {
        return table.name().toLowerCase(Locale.ROOT);
    }

    /// Names a row in a message. The values come from a database that may have been tampered
    /// with, so they are cut and made printable.
    static String describe(RowId id) {
        return "table %s, row '%s' of account '%s', Region '%s'"
                .formatted(tableName(id.table()), printable(id.id()), printable(id.account()), printable(id.region()));
    }

    private static String printable(String value) {
        var kept = new StringBuilder();
        value.codePoints().limit(300).forEach(c -> kept.appendCodePoint(c >= ' ' && c < 0x7f && c != '\'' ? c : '?'));
        return kept.toString();
    }
}
