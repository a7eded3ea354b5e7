package claviger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was encrypted under a key that has been deleted stays encrypted, whatever is done to the database.
class DeletedKeysTest {

    private static final List<String> TABLES = List.of("kms_key", "key_material");

    @TempDir
    Path folder;

    @Test
    void an_old_ciphertext_stays_dead_when_every_row_of_its_key_is_put_back_by_hand() throws SQLException {
        String ciphertext;
        try (var claviger = TestClaviger.start(folder)) {
            claviger.call("CreateKey", "{}");
            var keyId = claviger.call("CreateKey", "{}")
                    .json()
                    .at("/KeyMetadata/KeyId")
                    .asString();
            ciphertext = claviger.call("Encrypt", "{\"KeyId\":\"%s\",\"Plaintext\":\"YQ==\"}".formatted(keyId))
                    .json()
                    .get("CiphertextBlob")
                    .toString();
        }
        var saved = rows();
        try (var claviger = TestClaviger.start(folder)) {
            for (var key : claviger.call("ListKeys", "{}").json().get("Keys")) {
                claviger.call(
                        "ScheduleKeyDeletion", "{\"KeyId\":%s,\"PendingWindowInDays\":7}".formatted(key.get("KeyId")));
            }
            claviger.advance("P8D");
            assertThat(claviger.call("Decrypt", "{\"CiphertextBlob\":" + ciphertext + "}")
                            .error())
                    .isEqualTo("AccessDeniedException");
        }
        assertThat(rows()).isEmpty();
        try (var claviger = TestClaviger.start(folder)) {
            assertThat(claviger.call("ListKeys", "{}").json().get("Keys")).isEmpty();
        }

        putBack(saved);

        assertThat(rows()).hasSize(4);
        assertThatThrownBy(() -> TestClaviger.start(folder)).hasMessageContaining("digest");
    }

    private record Row(String table, List<Object> columns) {}

    private List<Row> rows() throws SQLException {
        var found = new ArrayList<Row>();
        try (var connection = connect()) {
            for (var table : TABLES) {
                try (var rows = connection.createStatement().executeQuery("SELECT * FROM " + table)) {
                    while (rows.next()) {
                        var columns = new ArrayList<Object>();
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            columns.add(rows.getObject(i));
                        }
                        found.add(new Row(table, columns));
                    }
                }
            }
        }
        return found;
    }

    private void putBack(List<Row> rows) throws SQLException {
        try (var connection = connect()) {
            for (var row : rows) {
                var places = String.join(",", row.columns.stream().map(_ -> "?").toList());
                try (var insert =
                        connection.prepareStatement("INSERT INTO " + row.table + " VALUES (" + places + ")")) {
                    for (int i = 0; i < row.columns.size(); i++) {
                        insert.setObject(i + 1, row.columns.get(i));
                    }
                    insert.executeUpdate();
                }
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("claviger.db"));
    }
}
