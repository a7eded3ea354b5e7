package claviger.store;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.call.Noun;
import claviger.call.RowId;
import claviger.crypto.Blob;
import claviger.custody.Domain;
import claviger.custody.DomainKey;
import claviger.fuzz.FuzzTarget;
import claviger.iam.AccessKey;
import claviger.iam.Account;
import claviger.kms.Alias;
import claviger.kms.Deletion;
import claviger.kms.Grant;
import claviger.kms.GrantConstraints;
import claviger.kms.GrantOperation;
import claviger.kms.Key;
import claviger.kms.KeyManagerType;
import claviger.kms.KeyMaterial;
import claviger.kms.KeySpec;
import claviger.kms.KeyState;
import claviger.kms.KeyUsageType;
import claviger.kms.MultiRegionKeyType;
import claviger.kms.OriginType;
import claviger.kms.Rotation;
import claviger.kms.RotationType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What is stored of every kind of noun, as it is when its seal is off. What is read is written, and read as the same
/// again; all else is called damaged.
///
/// An input is a byte for the format, one for the table, an id behind whose end is a zero, and JSON.
public final class RowTarget implements FuzzTarget {

    private static final String ACCOUNT = "111122223333";
    private static final String REGION = "eu-test-1";
    private static final Instant AT = Instant.parse("2026-05-28T05:26:49.123Z");

    private static final List<Codec<?>> CODECS = List.of(
            new KeyCodec(),
            new KeyMaterialCodec(),
            new AliasCodec(),
            new GrantCodec(),
            new AccountCodec(),
            new AccessKeyCodec(),
            new DomainKeyCodec("0123456789abcdef"));

    @Override
    public List<byte[]> seeds() {
        var sealed = Blob.adopt(new byte[] {1, 2, 3});
        var key = new Key(
                ACCOUNT,
                REGION,
                "mrk-1",
                KeySpec.SYMMETRIC_DEFAULT,
                KeyUsageType.ENCRYPT_DECRYPT,
                OriginType.AWS_KMS,
                KeyManagerType.CUSTOMER,
                KeyState.ENABLED,
                "text",
                "{}",
                Map.of("tag", "value"),
                "material",
                new Rotation(90, AT, AT, 2),
                MultiRegionKeyType.PRIMARY,
                new Deletion(7, AT, Duration.ofDays(8)),
                new Key.Expiration(AT),
                AT,
                3);
        var constraints = new GrantConstraints(Map.of("a", "b"), Map.of(), "arn:aws:s3:eu-test-1:111122223333:x");
        var principal = "arn:aws:iam::" + ACCOUNT + ":root";
        var terms = new Grant.Terms(
                "name", principal, "a.b.c", principal, "a.b.c", List.of(GrantOperation.DECRYPT), constraints);
        return List.of(
                written(0, new KeyCodec(), key),
                written(0, new KeyCodec(), key.saved(List.of())),
                written(
                        1,
                        new KeyMaterialCodec(),
                        new KeyMaterial(
                                ACCOUNT,
                                REGION,
                                "key",
                                "material",
                                new KeyMaterial.Rotated(AT, RotationType.ON_DEMAND),
                                new KeyMaterial.Imported(true, "text", new KeyMaterial.Expiry(AT, Duration.ofDays(9))),
                                1,
                                sealed,
                                1)),
                written(2, new AliasCodec(), new Alias(ACCOUNT, REGION, "alias/a", "key", AT, AT, 1)),
                written(3, new GrantCodec(), new Grant(ACCOUNT, REGION, "key", "0".repeat(64), terms, ACCOUNT, AT, 1)),
                written(4, new AccountCodec(), new Account(ACCOUNT, AT, 1)),
                written(5, new AccessKeyCodec(), new AccessKey("AKIA", ACCOUNT, true, 1, sealed, AT, 1)),
                written(
                        6,
                        new DomainKeyCodec("0123456789abcdef"),
                        new DomainKey(new Domain(ACCOUNT, REGION), 12, sealed, 1)),
                written(
                        6,
                        new DomainKeyCodec("fedcba9876543210"),
                        new DomainKey(new Domain(ACCOUNT, REGION), 1, sealed, 1)));
    }

    private <N extends Noun> byte[] written(int which, Codec<N> codec, N noun) {
        var text = "" + (char) codec.format() + (char) which + noun.rowId().id() + "\0"
                + new String(payload(codec, noun).toBytes(), StandardCharsets.UTF_8);
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private <N extends Noun> Payload payload(Codec<N> codec, N noun) {
        var payload = new Payload();
        codec.write(noun, payload);
        return payload;
    }

    @Override
    public Set<String> endings() {
        return Set.of("accepted", "damaged", "another root key", "no row");
    }

    @Override
    public String check(byte[] input) {
        int end = 2;
        while (end < input.length && input[end] != 0) {
            end++;
        }
        if (end >= input.length) {
            return "no row";
        }
        var codec = CODECS.get(Byte.toUnsignedInt(input[1]) % CODECS.size());
        var id = new String(input, 2, end - 2, StandardCharsets.UTF_8);
        return check(codec, input[0], id, Arrays.copyOfRange(input, end + 1, input.length));
    }

    private <N extends Noun> String check(Codec<N> codec, int format, String id, byte[] text) {
        try {
            var payload = Payload.parse(text);
            var row = new RowId(table(codec), ACCOUNT, REGION, id);
            var noun = RowSeal.read(codec, stored(row, format), payload, new Interned());
            checkKept(codec, noun);
            var names = new TreeSet<>(payload.names());
            names.remove("onDemandRotations"); // which is not written where it is 0
            assertThat(payload(codec, noun).names())
                    .as("nothing is passed over")
                    .containsAll(names);
            return "accepted";
        } catch (DamagedException e) {
            assertThat(String.valueOf(e.getMessage())).isNotEmpty();
            return "damaged";
        } catch (DomainKeyCodec.WrongRootKeyException e) {
            return "another root key";
        }
    }

    private <N extends Noun> void checkKept(Codec<N> codec, N noun) {
        try {
            var payload = Payload.parse(payload(codec, noun).toBytes());
            assertThat(RowSeal.read(codec, stored(noun.rowId(), codec.format()), payload, new Interned()))
                    .isEqualTo(noun);
        } catch (DamagedException e) {
            throw new AssertionError("what was written cannot be read", e);
        }
    }

    private static StoredRow stored(RowId row, int format) {
        return new StoredRow(row, 1, format, Blob.EMPTY);
    }

    private static RowId.Table table(Codec<?> codec) {
        return switch (codec) {
            case KeyCodec _ -> RowId.Table.KMS_KEY;
            case KeyMaterialCodec _ -> RowId.Table.KEY_MATERIAL;
            case AliasCodec _ -> RowId.Table.ALIAS;
            case GrantCodec _ -> RowId.Table.KMS_GRANT;
            case AccountCodec _ -> RowId.Table.ACCOUNT;
            case AccessKeyCodec _ -> RowId.Table.ACCESS_KEY;
            default -> RowId.Table.DOMAIN_KEY;
        };
    }
}
