package claviger.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claviger.crypto.Blob;
import claviger.crypto.Randomness;
import claviger.crypto.SecretBytes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class CustodyTest {

    private static final Randomness RANDOM = new Randomness(new SecureRandom());
    private static final Domain HERE = new Domain("111122223333", "eu-west-1");

    private final RootKey root = FileRootKey.ephemeral(RANDOM);
    private final Custody custody = new Custody(root, RANDOM);
    private final DomainKey key = custody.create(HERE);
    private final SecretBytes secret = RANDOM.secret(32);

    @Test
    void material_opens_only_in_its_place() {
        var sealed = custody.sealMaterial(key, "key", "material", secret);

        assertThat(custody.openMaterial(key, "key", "material", sealed))
                .hasValueSatisfying(opened -> assertThat(opened.sameAs(secret)).isTrue());
        assertThat(custody.openMaterial(key, "other", "material", sealed)).isEmpty();
        assertThat(custody.openMaterial(key, "key", "other", sealed)).isEmpty();
        assertThat(custody.openMaterial(key, "keym", "aterial", sealed)).isEmpty();
        assertThat(custody.openMaterial(custody.createAfter(key), "key", "material", sealed))
                .isEmpty();
        assertThat(custody.openMaterial(custody.create(HERE), "key", "material", sealed))
                .isEmpty();
        assertThat(custody.openMaterial(custody.create(Domain.global("111122223333")), "key", "material", sealed))
                .isEmpty();
        assertThat(custody.openSecret(key, "key", sealed)).isEmpty();
    }

    @Test
    void a_secret_opens_only_for_its_access_key() {
        var sealed = custody.sealSecret(key, "AKIA1", secret);

        assertThat(custody.openSecret(key, "AKIA1", sealed))
                .hasValueSatisfying(opened -> assertThat(opened.sameAs(secret)).isTrue());
        assertThat(custody.openSecret(key, "AKIA2", sealed)).isEmpty();
        assertThat(custody.openSecret(custody.create(Domain.global("444455556666")), "AKIA1", sealed))
                .isEmpty();
    }

    @Test
    void every_bit_of_a_seal_counts() {
        var sealed = custody.sealMaterial(key, "key", "material", secret);
        for (var bit = 0; bit < sealed.length() * 8; bit++) {
            var other = sealed.toByteArray();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(custody.openMaterial(key, "key", "material", Blob.adopt(other)))
                    .as("bit %d", bit)
                    .isEmpty();
        }
        assertThat(custody.openMaterial(key, "key", "material", Blob.EMPTY)).isEmpty();
    }

    @Test
    void subkeys_differ_by_purpose_and_domain_key_and_stay_the_same_after_a_restart() {
        var seen = new HashSet<Blob>();
        var count = 0;
        for (var each :
                List.of(key, custody.create(HERE), custody.createAfter(key), custody.create(Domain.INSTALLATION))) {
            for (var purpose : Custody.Purpose.values()) {
                seen.add(Blob.adopt(custody.subkey(each, purpose).expose()));
                count++;
            }
        }
        assertThat(seen).hasSize(count);
        var restarted = new Custody(root, RANDOM);
        for (var purpose : Custody.Purpose.values()) {
            assertThat(restarted.subkey(key, purpose).sameAs(custody.subkey(key, purpose)))
                    .isTrue();
        }
    }

    @Test
    void a_domain_key_opens_under_its_root_key_and_name_alone() {
        var another = new Custody(FileRootKey.ephemeral(RANDOM), RANDOM);
        assertRefused(another, key);
        assertRefused(custody, new DomainKey(new Domain("444455556666", "eu-west-1"), 1, key.sealed(), 1));
        assertRefused(custody, new DomainKey(new Domain("111122223333", "eu-west-2"), 1, key.sealed(), 1));
        assertRefused(custody, new DomainKey(HERE, 2, key.sealed(), 1));
        assertRefused(custody, new DomainKey(HERE, 1, key.sealed(), 2));
    }

    @Test
    void a_domain_key_that_was_open_is_not_trusted_under_another_seal() {
        custody.subkey(key, Custody.Purpose.ROWS);
        assertRefused(custody, new DomainKey(HERE, 1, Blob.EMPTY, 1));
    }

    @Test
    void many_domains_are_served_with_a_bounded_memory_of_keys() {
        var keys = new ArrayList<DomainKey>();
        for (var n = 0; n < 5000; n++) {
            var each = custody.create(new Domain("%012d".formatted(n), ""));
            keys.add(each);
            custody.subkey(each, Custody.Purpose.ROWS);
        }
        var first = custody.sealSecret(keys.getFirst(), "id", secret);
        assertThat(custody.openSecret(keys.getFirst(), "id", first)).isPresent();
    }

    @Test
    void closing_wipes_the_open_keys() {
        var open = custody.subkey(key, Custody.Purpose.TOKENS);
        var sealing = custody.sealing(key, Custody.Purpose.ROWS);
        var sealed = sealing.seal(new byte[0], secret, RANDOM);
        custody.close();
        assertThatThrownBy(() -> sealing.open(new byte[0], sealed)).isInstanceOf(SecretBytes.WipedException.class);
        assertThatThrownBy(open::expose).isInstanceOf(SecretBytes.WipedException.class);
        assertThat(custody.subkey(key, Custody.Purpose.TOKENS).length()).isEqualTo(32);
    }

    private static void assertRefused(Custody custody, DomainKey key) {
        assertThatThrownBy(() -> custody.subkey(key, Custody.Purpose.ROWS))
                .isInstanceOf(Custody.DomainKeyException.class);
    }
}
