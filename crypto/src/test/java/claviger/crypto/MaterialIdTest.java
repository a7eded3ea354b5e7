package claviger.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class MaterialIdTest {

    private static final String ACCOUNT = "111122223333";

    @Test
    void the_same_material_in_the_same_key_has_the_same_id() {
        assertThat(id(ACCOUNT, "K", 1, 32)).isEqualTo(id(ACCOUNT, "K", 1, 32)).matches("[0-9a-f]{64}");
    }

    /// Also material that differs by zeros at its end, which HMAC would take for the same key.
    @Test
    void whatever_differs_makes_another_id() {
        var seen = new HashSet<String>();
        for (var account : new String[] {ACCOUNT, "111122223334"}) {
            for (var key : new String[] {"K", "k", "K1", "mrk-1"}) {
                for (int fill = 0; fill < 3; fill++) {
                    for (int length : new int[] {0, 1, 31, 32, 33, 48, 63, 64, 65, 1200}) {
                        var isNew = seen.add(id(account, key, fill, length));
                        assertThat(isNew || length == 0).isTrue();
                    }
                }
            }
        }
    }

    @Test
    void the_id_holds_no_part_of_what_seals_under_the_material() {
        var material = new byte[32];
        var keys = ReferenceEnvelope.keys(material, new byte[16]);
        var id = id(ACCOUNT, "K", 0, 32);
        for (var secret : new byte[][] {material, keys.prk, keys.key, keys.commitment}) {
            assertThat(id).doesNotContain(HexFormat.of().formatHex(secret, 0, 8));
        }
    }

    private static String id(String account, String keyId, int fill, int length) {
        var material = new byte[length];
        Arrays.fill(material, (byte) fill);
        return MaterialId.of(account, keyId, SecretBytes.adopt(material));
    }
}
