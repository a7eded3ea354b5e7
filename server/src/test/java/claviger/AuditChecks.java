package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.audit.AuditVerifier;
import claviger.crypto.Blob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/// What must hold of an audit trail after every test.
final class AuditChecks {

    private AuditChecks() {}

    static void intact(Path folder) {
        try {
            var pem = Files.readString(folder.resolve("audit-public-key.pem")).replaceAll("-----[A-Z ]+-----", "");
            var spki = Blob.adopt(Base64.getMimeDecoder().decode(pem));
            assertThat(AuditVerifier.verify(folder.resolve("audit"), spki, List.of()))
                    .isInstanceOf(AuditVerifier.Intact.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
