package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.TestClaviger.Answer;
import claviger.TestClaviger.Signing;
import claviger.call.Header;
import claviger.sigv4.Signer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The Query protocol: whatever is sent ends in what was meant, or in an XML error.
class QueryProtocolTest {

    private static final Signing ROOT = Signing.root("444400000001");

    @TempDir
    static Path folder;

    private static TestClaviger claviger;

    @BeforeAll
    static void start() {
        claviger = TestClaviger.start(folder);
        claviger.iam(ROOT, "CreateUser", "UserName", "alice");
    }

    @AfterAll
    static void stop() {
        claviger.close();
    }

    private static Answer form(String form) {
        return claviger.send(claviger.signedForm(ROOT, "us-east-1", "iam", form));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Version=2010-05-08|MissingAction|Missing Action",
                "Action=Nonsense&Version=2010-05-08|InvalidAction|Could not find operation Nonsense for version 2010-05-08",
                "Action=ListUsers|InvalidAction|Could not find operation ListUsers for version NO_VERSION_SPECIFIED",
                "Action=ListUsers&Version=2011-06-15|InvalidAction|Could not find operation ListUsers for version 2011-06-15",
                "Action=ListUsers&Action=GetUser&Version=2010-05-08|MalformedQueryString|The query string contains a parameter twice.",
                "Action=ListUsers&Version=2010-05-08&Marker=%|MalformedQueryString|The query string contains an incomplete percent-escape.",
                "Action=ListUsers&Version=2010-05-08&Marker=%zz|MalformedQueryString|The query string contains a malformed percent-escape.",
                "Action=ListUsers&Version=2010-05-08&Marker=%FF|MalformedQueryString|The query string contains a text that is not UTF-8.",
                "Action=ListUsers&Version=2010-05-08&=x|MalformedQueryString|The query string contains a parameter without a name.",
                "Action=ListUsers&Version=2010-05-08&a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q=1|MalformedQueryString|The query string contains a parameter that is nested too deep.",
                "Action=ListUsers&Version=2010-05-08&MaxItems=ten|MalformedInput|STRING_VALUE can not be converted to an Integer",
                "Action=ListUsers&Version=2010-05-08&MaxItems=99999999999|MalformedInput|STRING_VALUE can not be converted to an Integer",
                "Action=ListUsers&Version=2010-05-08&MaxItems.x=1|MalformedInput|Start of structure or map found where not expected.",
                "Action=CreateUser&Version=2010-05-08&UserName=x&Tags=y|MalformedInput|Expected list or null",
                "Action=CreateUser&Version=2010-05-08&UserName=x&Tags.member.0.Key=y|MalformedInput|The elements of a list must be numbered from 1",
                "Action=CreateUser&Version=2010-05-08&UserName=x&Tags.member.a.Key=y|MalformedInput|The elements of a list must be numbered from 1",
                "Action=ListUsers&Version=2010-05-08&MaxItems=0|ValidationError|1 validation error detected: Value '0' at 'maxItems' failed to satisfy constraint: Member must have value greater than or equal to 1",
                "Action=CreateUser&Version=2010-05-08|ValidationError|1 validation error detected: Value null at 'userName' failed to satisfy constraint: Member must not be null",
                "Action=CreateUser&Version=2010-05-08&UserName=|ValidationError|2 validation errors detected: Value '' at 'userName' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'userName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]+",
                "Action=CreateUser&Version=2010-05-08&UserName=x&Tags.member.1.Key=k|ValidationError|1 validation error detected: Value null at 'tags.1.member.value' failed to satisfy constraint: Member must not be null",
            })
    void what_is_wrong_is_told_in_xml(String form, String code, String message) {
        var answer = form(form);
        assertThat(answer.error()).as("%s", answer).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).isEqualTo(message);
        assertThat(answer.xml("Type")).isEqualTo("Sender");
        assertThat(answer.text())
                .contains("<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error>");
        assertThat(answer.xml("RequestId")).isEqualTo(answer.requestId());
    }

    @Test
    void a_thousand_parameters_are_read_and_thousands_refused() {
        var form = new StringBuilder("Action=ListUsers&Version=2010-05-08");
        for (int i = 0; i < 2000; i++) {
            form.append("&Unknown").append(i).append("=x");
        }
        assertThat(form(form.toString()).status()).isEqualTo(200);
        for (int i = 0; i < 100; i++) {
            form.append("&Other").append(i).append("=x");
        }
        assertThat(form(form.toString()).error()).isEqualTo("MalformedQueryString");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "<&>\"'", "\r\n", "]]>", "\uD83D\uDE00", "\uFFFE"})
    void whatever_stands_in_a_value_the_answer_is_xml(String value) {
        var answer = claviger.iam(ROOT, "GetUser", "UserName", value);
        assertThat(answer.error()).isEqualTo("ValidationError");
        if (value.codePoints().allMatch(c -> (c >= ' ' && c != 0xFFFE) || c == '\r' || c == '\n')) {
            assertThat(answer.message()).contains("Value '" + value + "' at 'userName'");
        }
    }

    @Test
    void a_list_of_elements_out_of_order_is_read_in_the_order_of_their_numbers() {
        var answer = form("Action=CreateUser&Version=2010-05-08&UserName=tagged"
                + "&Tags.member.10.Key=b&Tags.member.10.Value=2&Tags.member.9.Key=a&Tags.member.9.Value=1");
        assertThat(answer.xmls("Key")).containsExactly("a", "b");
        assertThat(form("Action=CreateUser&Version=2010-05-08&UserName=untagged&Tags=")
                        .status())
                .as("an empty list")
                .isEqualTo(200);
    }

    @Test
    void a_get_with_a_query_string_is_a_call_too() {
        var headers = List.of(new Header("Host", claviger.endpoint().getAuthority()));
        var target = "/?Action=GetUser&Version=2010-05-08&UserName=alice";
        var signer = new Signer(ROOT.accessKeyId(), ROOT.secret(), null, "us-east-1", "iam");
        var answer = claviger.send(signer.sign(Signer.request("GET", target, headers, new byte[0]), Instant.now()));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.xml("UserName")).isEqualTo("alice");
    }

    @Test
    void a_wrong_signature_is_refused_in_xml() {
        var answer = claviger.iam(new Signing(ROOT.accessKeyId(), "wrong"), "ListUsers");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).isEqualTo("SignatureDoesNotMatch");
        assertThat(claviger.iam(new Signing("AKIAUNKNOWNUNKNOWN12", "x"), "ListUsers")
                        .error())
                .isEqualTo("InvalidClientTokenId");
    }

    @Test
    void what_is_not_signed_is_refused_in_the_protocol_that_it_looks_like() {
        var host = new Header("Host", claviger.endpoint().getAuthority());
        var form = new Header("Content-Type", "application/x-www-form-urlencoded");
        var body = "Action=ListUsers&Version=2010-05-08".getBytes(StandardCharsets.UTF_8);
        var answer = claviger.send(Signer.request("POST", "/", List.of(host, form), body));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).isEqualTo("MissingAuthenticationToken");
        assertThat(answer.isXml()).isTrue();
        var json = new Header("Content-Type", "application/x-amz-json-1.1");
        assertThat(claviger.send(Signer.request("POST", "/", List.of(host, json), body))
                        .error())
                .isEqualTo("MissingAuthenticationTokenException");
    }

    @Test
    void a_signature_for_one_service_calls_no_other() {
        var asKms = claviger.send(claviger.signedForm(ROOT, "us-east-1", "kms", "Action=ListUsers&Version=2010-05-08"));
        assertThat(asKms.error()).isEqualTo("UnknownOperationException");
        var signer = new Signer(ROOT.accessKeyId(), ROOT.secret(), null, "us-east-1", "iam");
        var headers = List.of(
                new Header("Host", claviger.endpoint().getAuthority()),
                new Header("Content-Type", "application/x-amz-json-1.1"),
                new Header("X-Amz-Target", "TrentService.ListKeys"));
        var asIam = claviger.send(signer.sign(
                Signer.request("POST", "/", headers, "{}".getBytes(StandardCharsets.UTF_8)), Instant.now()));
        assertThat(asIam.error()).isEqualTo("MissingAction");
    }

    @Test
    void iam_is_recorded_at_its_home_wherever_it_is_signed_for() {
        var answer =
                claviger.send(claviger.signedForm(ROOT, "eu-west-1", "iam", "Action=ListUsers&Version=2010-05-08"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(claviger.auditRecord(answer.requestId()).get("awsRegion").asString())
                .isEqualTo("us-east-1");
    }
}
