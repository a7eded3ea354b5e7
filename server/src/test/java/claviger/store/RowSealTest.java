package claviger.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claviger.call.Noun;
import claviger.call.RowId;
import claviger.crypto.Blob;
import claviger.custody.Custody;
import claviger.custody.Domain;
import claviger.custody.DomainKey;
import claviger.custody.FileRootKey;
import claviger.iam.Account;
import claviger.kms.Deletion;
import claviger.kms.Grant;
import claviger.kms.GrantConstraints;
import claviger.kms.GrantOperation;
import claviger.kms.Key;
import claviger.kms.KeyManagerType;
import claviger.kms.KeySpec;
import claviger.kms.KeyState;
import claviger.kms.KeyUsageType;
import claviger.kms.MultiRegionKeyType;
import claviger.kms.OriginType;
import claviger.kms.Rotation;
import claviger.kms.View;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowSealTest {

    private static final String ACCOUNT = "111122223333";
    private static final String REGION = "eu-west-1";

    private final Custody custody = new Custody(FileRootKey.ephemeral(Deployment.RANDOM), Deployment.RANDOM);
    private final RowSeal seal = new RowSeal(custody, Deployment.RANDOM);
    private final DomainKey domainKey = custody.create(new Domain(ACCOUNT, REGION));
    private final View keys = View.EMPTY
            .with(custody.create(Domain.INSTALLATION))
            .with(custody.create(Domain.global(ACCOUNT)))
            .with(domainKey);

    @Test
    void every_key_comes_back_as_it_was() {
        for (var seed = 0; seed < 500; seed++) {
            var key = anyKey(new Random(seed));
            assertThat(seal.open(seal.seal(key, keys), keys, new Interned()))
                    .as("seed %d", seed)
                    .isEqualTo(key);
        }
    }

    @Test
    void every_grant_comes_back_as_it_was() {
        for (var seed = 0; seed < 500; seed++) {
            var grant = anyGrant(new Random(seed));
            assertThat(seal.open(seal.seal(grant, keys), keys, new Interned()))
                    .as("seed %d", seed)
                    .isEqualTo(grant);
        }
    }

    @Test
    void the_same_noun_is_never_sealed_alike() {
        var account = new Account(ACCOUNT, Instant.EPOCH, 1);
        assertThat(seal.seal(account, keys)).isNotEqualTo(seal.seal(account, keys));
    }

    @Test
    void nothing_readable_of_a_key_is_in_its_payload() {
        var key = Population.key(ACCOUNT, REGION, 1).describedAs("a description to look for");
        var payload = new String(seal.seal(key, keys).payload().shared(), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(payload)
                .doesNotContain("description")
                .doesNotContain("policy")
                .doesNotContain("ENABLED");
    }

    @Test
    void domain_keys_are_sealed_under_that_of_the_installation() {
        assertThat(seal.open(seal.seal(domainKey, keys), keys, new Interned())).isEqualTo(domainKey);
    }

    @Test
    void a_row_that_is_not_of_the_installation_cannot_be_in_the_clear() {
        var row = seal.seal(domainKey, keys);
        var clear = new byte[] {0, 0, 0, 0, '{', '}'};
        var forged = new StoredRow(row.id(), row.version(), row.format(), Blob.adopt(clear));
        assertThatThrownBy(() -> seal.open(forged, keys, new Interned())).isInstanceOf(DamagedException.class);
    }

    @Test
    void a_member_that_is_missing_left_over_or_of_another_type_is_an_error() {
        assertUnreadable("{}", "lacks 'created'");
        assertUnreadable("{\"created\":\"2026-11-24T08:00:00Z\",\"more\":1}", "not known here");
        assertUnreadable("{\"created\":1}", "'created' cannot be read");
        assertUnreadable("{\"created\":\"yesterday\"}", "'created' cannot be read");
        assertUnreadable("{\"created\":null}", "what no payload holds");
    }

    @Test
    void an_older_format_is_upgraded_step_by_step_and_a_newer_one_refused() {
        assertThat(read(1, "{\"born\":\"1970-01-01\"}")).isEqualTo(new Account(ACCOUNT, Instant.EPOCH, 4));
        assertThat(read(2, "{\"made\":\"1970-01-01T00:00:00Z\"}")).isEqualTo(new Account(ACCOUNT, Instant.EPOCH, 4));
        assertThat(read(3, "{\"created\":\"1970-01-01T00:00:00Z\"}")).isEqualTo(new Account(ACCOUNT, Instant.EPOCH, 4));
        assertThatThrownBy(() -> read(4, "{}")).hasMessageContaining("format 4 is not known here");
        assertThatThrownBy(() -> read(0, "{}")).hasMessageContaining("format 0 is not known here");
    }

    @Test
    void there_is_no_upgrade_where_there_is_no_older_format() {
        assertThatThrownBy(() -> new AccountCodec().upgrade(0, new Payload())).isInstanceOf(DamagedException.class);
    }

    @Test
    void keys_and_material_of_format_1_are_read_as_what_never_rotated() {
        var keyId = new RowId(RowId.Table.KMS_KEY, ACCOUNT, REGION, "k");
        var key = RowSeal.read(new KeyCodec(), new StoredRow(keyId, 1, 1, Blob.EMPTY), object("""
                {"spec":"SYMMETRIC_DEFAULT","usage":"ENCRYPT_DECRYPT","origin":"AWS_KMS","manager":"CUSTOMER",
                "state":"ENABLED","description":"","policy":"{}","created":"2026-01-01T00:00:00Z","tags":{}}"""), new Interned());
        assertThat(key.rotation()).isEqualTo(Rotation.NONE);
        assertThat(key.deletion()).isNull();
        assertThat(key.multiRegion()).isNull();

        var materialId = new RowId(RowId.Table.KEY_MATERIAL, ACCOUNT, REGION, "k/m");
        var row = new StoredRow(materialId, 1, 1, Blob.EMPTY);
        var payload = object("{\"domainKeyVersion\":1,\"sealed\":\"AAAA\"}");
        var material = RowSeal.read(new KeyMaterialCodec(), row, payload, new Interned());
        assertThat(material.rotated()).isNull();
    }

    private static Noun read(int format, String json) {
        var row = new StoredRow(new RowId(RowId.Table.ACCOUNT, ACCOUNT, "", ACCOUNT), 4, format, Blob.EMPTY);
        return RowSeal.read(new ThirdAccountCodec(), row, object(json), new Interned());
    }

    /// As if accounts had been written in two other ways before.
    private record ThirdAccountCodec() implements Codec<Account> {
        @Override
        public Class<Account> type() {
            return Account.class;
        }

        @Override
        public int format() {
            return 3;
        }

        @Override
        public void write(Account account, Payload payload) {
            new AccountCodec().write(account, payload);
        }

        @Override
        public Account read(RowId id, long version, Members payload) {
            return new AccountCodec().read(id, version, payload);
        }

        @Override
        public void upgrade(int from, Payload payload) {
            if (from == 1) {
                payload.put("made", payload.remove("born") + "T00:00:00Z");
            } else {
                payload.put("created", String.valueOf(payload.remove("made")));
            }
        }
    }

    private static void assertUnreadable(String json, String words) {
        var row = new StoredRow(new RowId(RowId.Table.ACCOUNT, ACCOUNT, "", ACCOUNT), 1, 1, Blob.EMPTY);
        assertThatThrownBy(() -> RowSeal.read(new AccountCodec(), row, object(json), new Interned()))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining(words);
    }

    private static Payload object(String json) {
        return Payload.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Key anyKey(Random random) {
        var tags = new LinkedHashMap<String, String>();
        for (var n = random.nextInt(5); n > 0; n--) {
            tags.put(anyText(random), anyText(random));
        }
        return new Key(
                ACCOUNT,
                REGION,
                Population.keyId(random.nextInt(1000)),
                any(KeySpec.values(), random),
                any(KeyUsageType.values(), random),
                any(OriginType.values(), random),
                any(KeyManagerType.values(), random),
                any(KeyState.values(), random),
                anyText(random),
                anyText(random),
                tags,
                random.nextBoolean() ? null : Population.materialId(random.nextInt(1000)),
                random.nextBoolean() ? Rotation.NONE : anyRotation(random),
                random.nextBoolean() ? null : any(MultiRegionKeyType.values(), random),
                random.nextBoolean()
                        ? null
                        : new Deletion(
                                7 + random.nextInt(24),
                                random.nextBoolean() ? null : Instant.ofEpochSecond(random.nextInt()),
                                Duration.ofNanos(random.nextLong(Long.MAX_VALUE))),
                random.nextBoolean()
                        ? null
                        : new Key.Expiration(random.nextBoolean() ? null : Instant.ofEpochSecond(random.nextInt())),
                Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
                1L + random.nextInt(1000));
    }

    private static Rotation anyRotation(Random random) {
        var next = random.nextBoolean() ? null : Instant.ofEpochSecond(random.nextInt());
        return new Rotation(
                next == null ? 0 : 90 + random.nextInt(1000),
                next,
                random.nextBoolean() ? null : Instant.ofEpochSecond(random.nextInt()),
                random.nextInt(26));
    }

    private static Grant anyGrant(Random random) {
        var constraints = new GrantConstraints(anyContext(random), anyContext(random), maybe(random));
        var terms = new Grant.Terms(
                maybe(random),
                maybe(random),
                maybe(random),
                maybe(random),
                maybe(random),
                List.of(any(GrantOperation.values(), random), any(GrantOperation.values(), random)),
                constraints.equals(GrantConstraints.NONE) ? null : constraints);
        return new Grant(
                ACCOUNT,
                REGION,
                Population.keyId(random.nextInt(1000)),
                "%064x".formatted(random.nextInt(1000)),
                terms,
                ACCOUNT,
                Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
                1L + random.nextInt(1000));
    }

    /// Nothing, an empty one, or one with pairs, which are three different things.
    private static @Nullable Map<String, String> anyContext(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> null;
            case 1 -> Map.of();
            default -> Map.of("a " + anyText(random), anyText(random), "b", anyText(random));
        };
    }

    private static @Nullable String maybe(Random random) {
        return random.nextBoolean() ? null : anyText(random);
    }

    private static <T> T any(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    private static String anyText(Random random) {
        return random.ints(random.nextInt(40), 0, 0x30000)
                .filter(c -> c < 0xd800 || c > 0xdfff)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
