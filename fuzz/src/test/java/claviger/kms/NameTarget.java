package claviger.kms;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.call.AwsException;
import claviger.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Names of keys and of principals, and the texts of key policies. What is taken says, read once more, what it was
/// taken
/// for.
///
/// An input is a letter for what it is to be, and a text of ISO 8859-1, as long as the service model lets it be.
public final class NameTarget implements FuzzTarget {

    private static final String ACCOUNT = "111122223333";
    private static final String REGION = "eu-west-1";
    private static final String ID = "1234abcd-12ab-34cd-56ef-1234567890ab";

    private static final int LONGEST_KEY = 2048;
    private static final int LONGEST_PRINCIPAL = 256;
    private static final int LARGEST_POLICY = 32_768;

    private final PolicyText policies = new PolicyText(ResourceQuotas.STANDARD);
    private final JsonMapper strict = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Override
    public List<byte[]> seeds() {
        var seeds = new ArrayList<byte[]>();
        for (var text : List.of(
                "k" + ID,
                "kmrk-" + "0a".repeat(16),
                "kalias/a",
                "karn:aws:kms:" + REGION + ":444455556666:key/" + ID,
                "karn:aws:kms:" + REGION + ":444455556666:alias/a",
                "karn:aws:kms:us-east-1:444455556666:alias/a",
                "karn:aws:kms:" + REGION + ":444455556666:grant/a",
                "karn:aws:kms:" + REGION + ":4444555566667:key/" + ID,
                "karn:aws:iam:" + REGION + ":444455556666:key/" + ID,
                "karn:aws-cn:kms:" + REGION + ":444455556666:key/" + ID,
                "parn:aws:iam::444455556666:root",
                "parn:aws-cn:iam::444455556666:root",
                "parn:aws:iam::444455556666:group/a",
                "parn:aws:iam::444455556666:user/path/alice",
                "parn:aws:iam::444455556666:role/bob",
                "parn:aws:sts::444455556666:assumed-role/bob/session",
                "parn:aws:sts::444455556666:federated-user/carol",
                "pec2.amazonaws.com",
                "d" + PolicyText.delegatingTo(ACCOUNT, REGION),
                "d{\"a\":[1,true,null,\"\\u00e9\"]}",
                "d" + "{\"a\":".repeat(70) + "1" + "}".repeat(70))) {
            seeds.add(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return seeds;
    }

    @Override
    public Set<String> endings() {
        return Set.of(
                "accepted", "NotFoundException", "InvalidArnException", "MalformedPolicyDocumentException", "nothing");
    }

    @Override
    public String check(byte[] input) {
        if (input.length < 2) {
            return "nothing";
        }
        var text = new String(input, 1, input.length - 1, StandardCharsets.ISO_8859_1);
        try {
            switch (input[0]) {
                case 'k' -> checkKey(text.substring(0, Math.min(text.length(), LONGEST_KEY)));
                case 'p' -> checkPrincipal(text.substring(0, Math.min(text.length(), LONGEST_PRINCIPAL)));
                default -> checkPolicy(text);
            }
            return "accepted";
        } catch (AwsException refused) {
            assertThat(refused.error().status()).isEqualTo(400);
            assertThat(refused.text()).isNotEmpty();
            return refused.error().code();
        }
    }

    private static void checkKey(String text) {
        switch (KeyReference.parse(text, ACCOUNT, REGION)) {
            case KeyReference.ById(var account, var region, var id) -> {
                assertThat(region).isEqualTo(REGION);
                var arn = "arn:aws:kms:" + REGION + ":" + account + ":key/" + id;
                assertThat(text).isEqualTo(text.startsWith("arn:") ? arn : id);
                checkAccount(text, account);
                assertThat(KeyReference.parseId(text, ACCOUNT, REGION))
                        .isEqualTo(new KeyReference.ById(account, region, id));
            }
            case KeyReference.ByAlias(var account, var region, var name) -> {
                assertThat(region).isEqualTo(REGION);
                assertThat(name).startsWith("alias/");
                var arn = "arn:aws:kms:" + REGION + ":" + account + ":" + name;
                assertThat(text).isEqualTo(text.startsWith("arn:") ? arn : name);
                checkAccount(text, account);
            }
        }
    }

    private static void checkAccount(String text, String account) {
        assertThat(account).matches("[0-9]{12}");
        assertThat(text.startsWith("arn:") || account.equals(ACCOUNT)).isTrue();
    }

    private static void checkPrincipal(String text) {
        assertThat(Principals.checked(text, REGION)).isEqualTo(text);
        var account = Principals.account(text);
        if (account == null) {
            assertThat(text).matches("[A-Za-z0-9.-]+[.]amazonaws[.]com([.]cn)?");
        } else {
            var parts = text.split(":", -1);
            assertThat(parts).hasSize(6).startsWith("arn", "aws");
            assertThat(parts[2]).isIn("iam", "sts");
            assertThat(parts[3]).isEmpty();
            assertThat(parts[4]).isEqualTo(account).matches("[0-9]{12}");
        }
    }

    private void checkPolicy(String text) {
        assertThat(policies.declared(text, View.EMPTY)).isEqualTo(text);
        assertThat(text.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(LARGEST_POLICY);
        try {
            assertThat(strict.readTree(text).isObject()).isTrue();
        } catch (JacksonException e) {
            throw new AssertionError("no JSON to another reader", e);
        }
    }
}
