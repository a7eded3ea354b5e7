package claviger.sigv4;

import static claviger.call.CommonError.EXPIRED_TOKEN;
import static claviger.call.CommonError.INCOMPLETE_SIGNATURE;
import static claviger.call.CommonError.INVALID_SIGNATURE;
import static claviger.call.CommonError.MISSING_AUTHENTICATION_TOKEN;
import static claviger.call.CommonError.UNRECOGNIZED_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import claviger.call.AwsError;
import claviger.call.AwsException;
import claviger.call.Caller;
import claviger.call.Header;
import claviger.call.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerifierTest {

    private static final Instant NOW = Instant.parse("2026-05-28T05:26:49Z");
    private static final String ID = "AKIAIOSFODNN7EXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private static final String SESSION_ID = "ASIAIOSFODNN7EXAMPLE";
    private static final String TOKEN = "c2Vzc2lvbg/with+plus==";

    private final TestCredentials credentials =
            new TestCredentials().with(ID, SECRET).with(SESSION_ID, SECRET, TOKEN, NOW.plusSeconds(60), 1);
    private final Verifier verifier =
            new Verifier(InstantSource.fixed(NOW), Set.of("kms"), Set.of("eu-test-1", "eu-test-2"));
    private final Signer signer = new Signer(ID, SECRET, null, "eu-test-1", "kms");
    private final Signer session = new Signer(SESSION_ID, SECRET, TOKEN, "eu-test-1", "kms");

    // What is accepted

    @Test
    void a_signed_call_tells_who_called_and_for_what_it_was_signed() {
        assertThat(verifier.verify(call(), credentials))
                .isEqualTo(new Verified(
                        new Caller(
                                TestCredentials.ACCOUNT,
                                "arn:aws:iam::111122223333:root",
                                TestCredentials.ACCOUNT,
                                Caller.Type.ROOT,
                                ID,
                                null),
                        new Scope("20260528", "eu-test-1", "kms")));
    }

    @Test
    void a_presigned_call_is_accepted_too() {
        var verified = verifier.verify(signer.presign(unsigned(), NOW, 60), credentials);
        assertThat(verified.caller().accessKeyId()).isEqualTo(ID);
    }

    @Test
    void a_session_is_accepted_with_its_token_in_the_header_or_in_the_query() {
        accepts(session.sign(unsigned(), NOW));
        accepts(session.presign(unsigned(), NOW, 60));
    }

    @Test
    void every_configured_region_is_accepted() {
        accepts(new Signer(ID, SECRET, null, "eu-test-2", "kms").sign(unsigned(), NOW));
    }

    @Test
    void content_type_may_be_unsigned() {
        var request = signer.sign(Requests.withoutHeader(unsigned(), "Content-Type"), NOW);
        accepts(Requests.withHeader(request, "Content-Type", "application/x-amz-json-1.1"));
    }

    @Test
    void headers_that_transports_add_need_no_signature_and_may_repeat() {
        var request = Requests.withHeader(call(), "Via", "1.1 a");
        accepts(Requests.withHeader(request, "Via", "1.1 b"));
    }

    @Test
    void parameters_of_the_authorization_header_may_come_in_any_order_with_or_without_spaces() {
        var parts = authorization().substring(Claim.ALGORITHM.length() + 1).split(", ", -1);
        for (var separator : List.of(",", ", ", " ,\t ", ",    ")) {
            accepts(authorizedBy(Claim.ALGORITHM + "  " + parts[2] + separator + parts[0] + separator + parts[1]));
        }
    }

    @Test
    void the_time_may_differ_by_five_minutes_and_not_by_a_second_more() {
        accepts(signer.sign(unsigned(), NOW.minusSeconds(300)));
        accepts(signer.sign(unsigned(), NOW.plusSeconds(300)));
        refuses(
                signer.sign(unsigned(), NOW.minusSeconds(301)),
                INVALID_SIGNATURE,
                "Signature expired: 20260528T052148Z is now earlier than 20260528T052149Z (20260528T052649Z - 5 min.)");
        refuses(
                signer.sign(unsigned(), NOW.plusSeconds(301)),
                INVALID_SIGNATURE,
                "Signature not yet current: 20260528T053150Z is still later than 20260528T053149Z (20260528T052649Z"
                        + " + 5 min.)");
    }

    @Test
    void a_presigned_call_lasts_as_long_as_it_says_and_five_minutes_at_most() {
        accepts(signer.presign(unsigned(), NOW.minusSeconds(60), 60));
        refuses(
                signer.presign(unsigned(), NOW.minusSeconds(61), 60),
                INVALID_SIGNATURE,
                "Signature expired: 20260528T052548Z is now earlier than 20260528T052549Z (20260528T052649Z - 60 sec.)");
        accepts(signer.presign(unsigned(), NOW.minusSeconds(300), 604_800));
        refuses(signer.presign(unsigned(), NOW.minusSeconds(301), 604_800), INVALID_SIGNATURE);
        accepts(signer.presign(unsigned(), NOW.plusSeconds(300), 1));
        refuses(signer.presign(unsigned(), NOW.plusSeconds(301), 604_800), INVALID_SIGNATURE);
    }

    @Test
    void a_date_header_counts_where_there_is_no_amz_date() {
        for (var date : List.of("Thu, 28 May 2026 05:26:49 GMT", "20260528T052649Z")) {
            accepts(signedByDate(date, "content-type;date;host;x-amz-target"));
        }
    }

    @Test
    void a_date_header_that_counts_must_be_signed_and_stand_alone() {
        var unsigned = signedByDate("20260528T052649Z", "content-type;host;x-amz-target");
        refuses(unsigned, INVALID_SIGNATURE, "'Date' must be a 'SignedHeader' in the AWS Authorization.");
        var signed = signedByDate("20260528T052649Z", "content-type;date;host;x-amz-target");
        refuses(Requests.withHeader(signed, "Date", "20260528T052649Z"), INVALID_SIGNATURE);
    }

    @Test
    void a_date_header_beside_amz_date_does_not_count() {
        accepts(Requests.withHeader(call(), "Date", "Thu, 28 May 1998 05:26:49 GMT"));
        refuses(
                Requests.withHeader(replacing("X-Amz-Date", "20260528T052649Z", "now"), "Date", "20260528T052649Z"),
                INCOMPLETE_SIGNATURE,
                "Date must be in ISO-8601 'basic format'. Got 'now'. See http://en.wikipedia.org/wiki/ISO_8601");
    }

    // Form

    @Test
    void an_unsigned_request_is_told_so() {
        refuses(unsigned(), MISSING_AUTHENTICATION_TOKEN, "Missing Authentication Token");
        refuses(authorizedBy(""), MISSING_AUTHENTICATION_TOKEN, "Missing Authentication Token");
        refuses(authorizedBy("Bearer canary"), MISSING_AUTHENTICATION_TOKEN, "Missing Authentication Token");
    }

    @Test
    void another_algorithm_is_refused() {
        refuses(
                authorizedBy(authorization().replace("SHA256", "SHA512")),
                INCOMPLETE_SIGNATURE,
                "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA512' (only AWS4-HMAC-SHA256 for now). ");
        refuses(authorizedBy(authorization().replace("AWS4", "aws4")), INCOMPLETE_SIGNATURE);
        refuses(replacingInTarget(presigned(), "AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"), INCOMPLETE_SIGNATURE);
    }

    @Test
    void missing_parameters_are_all_named_and_the_header_is_not_repeated() {
        assertThat(refuses(authorizedBy("AWS4-HMAC-SHA256 Credential=a"), INCOMPLETE_SIGNATURE))
                .startsWith("Authorization header requires 'Signature' parameter. Authorization header requires"
                        + " 'SignedHeaders' parameter. (Hashed with");
        assertThat(refuses(authorizedBy("AWS4-HMAC-SHA256 "), INCOMPLETE_SIGNATURE))
                .startsWith("Authorization header requires 'Credential' parameter.");
        var nothing = authorizedBy("AWS4-HMAC-SHA256 Credential=,Signature=,SignedHeaders=");
        assertThat(refuses(Requests.withoutHeader(nothing, "X-Amz-Date"), INCOMPLETE_SIGNATURE))
                .startsWith("Authorization header requires 'Credential' parameter. Authorization header requires"
                        + " 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter."
                        + " Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."
                        + " (Hashed with SHA-256 and encoded with Base64) Authorization=");
        assertThat(refuses(authorizedBy("AWS4-HMAC-SHA256 canary"), INCOMPLETE_SIGNATURE))
                .startsWith("Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256"
                        + " and encoded with Base64): '")
                .doesNotContain("canary");
    }

    @Test
    void unknown_repeated_and_empty_parts_of_the_header_are_refused() {
        var good = authorization();
        for (var bad : List.of(
                good + ",",
                good + ", ",
                good + ", Extra=1",
                good + ", Signature=" + "0".repeat(64),
                good.replace(", ", ",, "),
                good.replace(" Credential", " ,Credential"),
                good.replace("Credential=", "credential="),
                good.replace(", Signature", " Signature"),
                good.replace("Credential=", "Credential ="),
                good.replace("=" + ID, "= " + ID))) {
            var code = refusal(authorizedBy(bad)).error();
            assertThat(code).as(bad).isIn(INCOMPLETE_SIGNATURE, UNRECOGNIZED_CLIENT, INVALID_SIGNATURE);
        }
        refuses(authorizedBy(good + ", Extra=1"), INCOMPLETE_SIGNATURE);
        refuses(authorizedBy(good + ", Signature=" + "0".repeat(64)), INCOMPLETE_SIGNATURE);
    }

    @Test
    void two_ways_of_signing_at_once_are_refused() {
        refuses(
                Requests.withHeader(presigned(), "Authorization", authorization()),
                INVALID_SIGNATURE,
                "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
        refuses(Requests.withHeader(call(), "authorization", authorization()), INVALID_SIGNATURE);
        for (var spelling : List.of("X-Amz-Expires=1", "x-amz-signature=", "X%2DAmz-Date", "X-Amz-Target=a")) {
            refuses(signer.sign(Requests.withTarget(unsigned(), "/?" + spelling), NOW), INVALID_SIGNATURE);
        }
    }

    @Test
    void a_presigned_call_takes_its_date_and_token_from_the_query_alone() {
        refuses(
                signer.presign(Requests.withHeader(unsigned(), "X-Amz-Date", "20260528T052649Z"), NOW, 60),
                INVALID_SIGNATURE);
        refuses(
                session.presign(Requests.withHeader(unsigned(), "X-Amz-Security-Token", TOKEN), NOW, 60),
                INVALID_SIGNATURE);
    }

    @Test
    void a_presigned_call_has_every_parameter_once_and_no_other() {
        for (var parameter : presigned().target().substring(2).split("&", -1)) {
            var name = parameter.split("=", 2)[0];
            assertThat(refuses(replacingInTarget(presigned(), parameter, "a=b"), INCOMPLETE_SIGNATURE))
                    .isEqualTo("AWS query-string parameters must include '" + name
                            + "'. Re-examine the query-string parameters.");
            refuses(replacingInTarget(presigned(), parameter, parameter + "&" + parameter), INCOMPLETE_SIGNATURE);
        }
        refuses(Requests.withTarget(presigned(), presigned().target() + "&X-Amz-Other=1"), INCOMPLETE_SIGNATURE);
        refuses(Requests.withTarget(presigned(), presigned().target() + "&x-amz-date=1"), INCOMPLETE_SIGNATURE);
    }

    @Test
    void expires_is_a_number_from_one_to_a_week() {
        for (var bad : List.of("0", "604801", "-1", "+1", "", "1e3", "01", "99999999999999999999", "१", "%31%30%")) {
            refuses(replacingInTarget(presigned(), "Expires=60", "Expires=" + bad), INCOMPLETE_SIGNATURE);
        }
    }

    @Test
    void a_query_that_can_be_read_in_two_ways_is_refused() {
        for (var bad : List.of("%", "%4", "%zz", "%4%31", "a+b", "a&&b", "=b", "&", "a&", "%C3%28%", "ሴ", "%１１")) {
            refuses(signedHonestly("/?" + bad), INCOMPLETE_SIGNATURE);
        }
    }

    @Test
    void paths_have_one_spelling() {
        for (var path : List.of("//", "/./", "/a/..", "/%2F", "/%2e", "/ ", "/a/../")) {
            refuses(Requests.withTarget(call(), path), INVALID_SIGNATURE);
            accepts(signer.sign(Requests.withTarget(unsigned(), path), NOW));
        }
        for (var noPath : List.of("", "*", "?a=b", "http://host/", "\\")) {
            refuses(Requests.withTarget(call(), noPath), INCOMPLETE_SIGNATURE);
        }
    }

    @Test
    void every_amz_header_must_be_signed() {
        assertThat(refuses(Requests.withHeader(call(), "X-AMZ-Anything", "1"), INVALID_SIGNATURE))
                .isEqualTo("'X-AMZ-Anything' must be a 'SignedHeader' in the AWS Authorization.");
        refuses(Requests.withHeader(call(), "x-amz-security-token", TOKEN), INVALID_SIGNATURE);
        refuses(Requests.withHeader(presigned(), "x-amz-security-token", TOKEN), INVALID_SIGNATURE);
    }

    @Test
    void host_must_be_signed() {
        refuses(
                Requests.withHeader(signer.sign(Requests.withoutHeader(unsigned(), "Host"), NOW), "Host", "h"),
                INVALID_SIGNATURE,
                "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }

    @Test
    void headers_of_which_there_is_one_must_not_be_repeated_even_if_signed() {
        for (var name : List.of("Host", "Content-Type", "X-Amz-Target", "X-Amz-Date", "X-Amz-Other")) {
            var twice = Requests.withHeader(Requests.withHeader(unsigned(), name, "a"), name, "a");
            assertThat(refuses(signer.sign(twice, NOW), INVALID_SIGNATURE))
                    .as(name)
                    .isEqualTo("The header field '" + name + "' must not be repeated.");
        }
    }

    @Test
    void other_repeated_headers_are_signed_as_one_list() {
        var twice = Requests.withHeader(Requests.withHeader(unsigned(), "Accept", " a  b "), "accept", "c");
        var request = signer.sign(twice, NOW);
        accepts(request);
        accepts(Requests.withHeader(Requests.withoutHeader(request, "accept"), "Accept", "a\t b,c"));
        var swapped = new ArrayList<>(request.headers());
        Collections.swap(swapped, 3, 4);
        assertThat(swapped).isNotEqualTo(request.headers());
        refuses(Requests.withHeaders(request, swapped), INVALID_SIGNATURE);
    }

    @Test
    void signed_headers_are_lower_case_names_in_strict_order() {
        for (var bad : List.of(
                "host;content-type;x-amz-date;x-amz-target",
                "content-type;host;host;x-amz-date;x-amz-target",
                "Content-Type;host;x-amz-date;x-amz-target",
                ";content-type;host;x-amz-date;x-amz-target",
                "content-type;host;x-amz-date;x-amz-target;",
                "content-type; host;x-amz-date;x-amz-target",
                "authorization;content-type;host;x-amz-date;x-amz-target")) {
            refuses(replacing("Authorization", "content-type;host;x-amz-date;x-amz-target", bad), INCOMPLETE_SIGNATURE);
        }
        refuses(
                replacing("Authorization", ";host;", ";host;nothing;"),
                INVALID_SIGNATURE,
                "'nothing' is a 'SignedHeader' that the request does not have.");
    }

    @Test
    void a_control_character_in_a_signed_header_cannot_pass_for_a_line_of_the_canonical_request() {
        for (var c : new char[] {0, '\n', '\r', 0x1F, 0x7F, 0x100, 0x212A}) {
            var request = Requests.replacing(call(), "X-Amz-Target", "ListKeys", "List" + c + "Keys");
            refuses(request, INVALID_SIGNATURE, "A signed header has a character that no header may have.");
        }
        refuses(Requests.withHeader(call(), "a\nb", "c"), INCOMPLETE_SIGNATURE);
        refuses(Requests.withHeader(call(), "", "c"), INCOMPLETE_SIGNATURE);
        // The Kelvin sign, which ignoring case turns into a k.
        refuses(Requests.withHeader(call(), "X-Amz-To\u212Aen", "c"), INCOMPLETE_SIGNATURE);
    }

    @Test
    void a_signature_is_64_lower_case_hex_digits() {
        var signature = authorization().substring(authorization().length() - 64);
        for (var bad : List.of(
                signature.toUpperCase(Locale.ROOT),
                signature.substring(1),
                signature + "0",
                " " + signature,
                "g".repeat(64),
                "１".repeat(64),
                "0x" + signature.substring(2))) {
            refuses(replacing("Authorization", signature, bad), INVALID_SIGNATURE, Verifier.MISMATCH);
        }
    }

    @Test
    void the_body_hash_may_be_confirmed_and_nothing_may_stand_for_it() {
        var hash = HexFormat.of().formatHex(Octets.sha256().digest("{}".getBytes(StandardCharsets.UTF_8)));
        accepts(signer.sign(Requests.withHeader(unsigned(), "X-Amz-Content-Sha256", hash), NOW));
        accepts(signer.presign(Requests.withHeader(unsigned(), "X-Amz-Content-Sha256", hash), NOW, 60));
        for (var word : List.of(
                "UNSIGNED-PAYLOAD",
                "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
                "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
                "",
                "required",
                hash.toUpperCase(Locale.ROOT),
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")) {
            assertThat(refuses(
                            signer.sign(Requests.withHeader(unsigned(), "X-Amz-Content-Sha256", word), NOW),
                            INVALID_SIGNATURE))
                    .isEqualTo("The provided 'x-amz-content-sha256' header does not match what was computed.");
        }
    }

    @Test
    void headers_and_parameters_are_bounded() {
        var many = new ArrayList<>(call().headers());
        while (many.size() <= 100) {
            many.add(new Header("A" + many.size(), ""));
        }
        refuses(Requests.withHeaders(call(), many), INCOMPLETE_SIGNATURE);
        refuses(Requests.withHeader(call(), "A", "a".repeat(16 * 1024)), INCOMPLETE_SIGNATURE);
        refuses(Requests.withTarget(call(), "/?" + "a&".repeat(100) + "a"), INCOMPLETE_SIGNATURE);
        refuses(Requests.withTarget(call(), "/" + "a".repeat(16 * 1024)), INCOMPLETE_SIGNATURE);
        refuses(Requests.withMethod(call(), "P".repeat(33)), INCOMPLETE_SIGNATURE);
        refuses(Requests.withMethod(call(), "POST\n/"), INCOMPLETE_SIGNATURE);
    }

    // Scope

    @Test
    void all_that_is_wrong_with_a_scope_is_told_at_once() {
        refuses(
                replacing("Authorization", "20260528/eu-test-1/kms/aws4_request", "20260527/eu/s3/aws5"),
                INVALID_SIGNATURE,
                "Credential should be scoped to a valid region, not 'eu'."
                        + " Credential should be scoped to correct service: 'kms'."
                        + " Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5'."
                        + " Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP:"
                        + " '20260527' != '20260528', from '20260528T052649Z'.");
        refuses(replacing("Authorization", "/20260528/", "/2026052/"), INVALID_SIGNATURE);
        refuses(replacing("Authorization", "/20260528/", "//"), INVALID_SIGNATURE);
    }

    @Test
    void a_credential_has_five_parts() {
        refuses(
                replacing("Authorization", "/20260528/", "/"),
                INCOMPLETE_SIGNATURE,
                "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '"
                        + ID + "/eu-test-1/kms/aws4_request'");
        refuses(replacing("Authorization", ID, ID + "/.."), INCOMPLETE_SIGNATURE);
        refuses(replacing("Authorization", ID + "/20260528/eu-test-1/kms/aws4_request", ID), INCOMPLETE_SIGNATURE);
    }

    @Test
    void dates_that_do_not_exist_are_refused() {
        for (var bad : List.of(
                "20260229T000000Z",
                "20261301T000000Z",
                "20260001T000000Z",
                "20260132T000000Z",
                "20260528T240000Z",
                "20260528T006000Z",
                "20260528T000060Z",
                "20260528",
                "20260528T052649",
                "2026-05-28T05:26:49Z",
                "",
                "２０２６０５２８T052649Z",
                "20260528T052649z",
                "+0260528T052649Z")) {
            assertThat(AmzDate.parse(bad)).as(bad).isEqualTo(AmzDate.NONE);
            assertThat(AmzDate.parseHttp(bad)).as(bad).isEqualTo(AmzDate.NONE);
        }
        for (var good : List.of("20260528T052649Z", "20240229T235959Z", "00000101T000000Z", "99991231T235959Z")) {
            assertThat(AmzDate.parse(good))
                    .isEqualTo(Instant.parse(good.replaceFirst("(....)(..)(..)T(..)(..)(..)Z", "$1-$2-$3T$4:$5:$6Z"))
                            .getEpochSecond());
        }
        assertThat(AmzDate.parseHttp("Fri, 28 May 2026 05:26:49 GMT")).isEqualTo(AmzDate.NONE);
    }

    // Credential

    @Test
    void an_access_key_or_a_token_that_nobody_has_is_refused_alike() {
        var other = new Signer("AKIANOBODY0000000000", SECRET, null, "eu-test-1", "kms");
        var wrong = List.of(
                other.sign(unsigned(), NOW),
                new Signer(SESSION_ID, SECRET, null, "eu-test-1", "kms").sign(unsigned(), NOW),
                new Signer(SESSION_ID, SECRET, "other", "eu-test-1", "kms").sign(unsigned(), NOW),
                new Signer(SESSION_ID, SECRET, "", "eu-test-1", "kms").sign(unsigned(), NOW),
                new Signer(ID, SECRET, TOKEN, "eu-test-1", "kms").sign(unsigned(), NOW),
                new Signer(ID + " ", SECRET, null, "eu-test-1", "kms").sign(unsigned(), NOW),
                new Signer("", SECRET, null, "eu-test-1", "kms").sign(unsigned(), NOW),
                new Signer(ID.repeat(20), SECRET, null, "eu-test-1", "kms").sign(unsigned(), NOW));
        for (var request : wrong) {
            refuses(request, UNRECOGNIZED_CLIENT, "The security token included in the request is invalid.");
        }
    }

    @Test
    void an_expired_session_is_told_so_only_with_a_right_signature() {
        credentials.with(SESSION_ID, SECRET, TOKEN, NOW, 1);
        var request = session.sign(unsigned(), NOW);
        refuses(request, EXPIRED_TOKEN, "The security token included in the request is expired");
        refuses(Requests.withMethod(request, "PUT"), INVALID_SIGNATURE);
    }

    @Test
    void a_revoked_access_key_is_refused_at_once() {
        var request = call();
        accepts(request);
        credentials.without(ID);
        refuses(request, UNRECOGNIZED_CLIENT);
    }

    @Test
    void a_new_secret_under_the_same_id_counts_at_once() {
        accepts(call());
        credentials.with(ID, "another secret", null, null, 2);
        refuses(call(), INVALID_SIGNATURE);
        accepts(new Signer(ID, "another secret", null, "eu-test-1", "kms").sign(unsigned(), NOW));
    }

    // Signature

    @Test
    void a_wrong_signature_is_explained_as_aws_does() {
        var steps = signer.steps(unsigned(), NOW, PathRule.AS_SENT);
        var request = Requests.replacing(steps.signed(), "Authorization", steps.signature(), "0".repeat(64));
        refuses(
                request,
                INVALID_SIGNATURE,
                Verifier.MISMATCH + "\n\nThe Canonical String for this request should have been\n'"
                        + steps.canonicalRequest() + "'\n\nThe String-to-Sign should have been\n'"
                        + steps.stringToSign() + "'\n");
    }

    @Test
    void an_explanation_is_bounded_and_has_no_session_token() {
        var long1 = Requests.withHeader(unsigned(), "A", "a".repeat(12_000));
        assertThat(refuses(Requests.withMethod(signer.sign(long1, NOW), "PUT"), INVALID_SIGNATURE))
                .hasSizeBetween(7_000, 8_192)
                .contains("The String-to-Sign should have been");
        for (var request : List.of(session.sign(unsigned(), NOW), session.presign(unsigned(), NOW, 60))) {
            assertThat(refuses(Requests.withMethod(request, "PUT"), INVALID_SIGNATURE))
                    .contains("The Canonical String for this request should have been\n'PUT")
                    .doesNotContain("c2Vzc2lvbg")
                    .containsIgnoringCase("x-amz-security-token");
        }
    }

    @Test
    void the_secret_of_another_does_not_help() {
        refuses(new Signer(ID, SECRET + "x", null, "eu-test-1", "kms").sign(unsigned(), NOW), INVALID_SIGNATURE);
        refuses(new Signer(ID, "", null, "eu-test-1", "kms").sign(unsigned(), NOW), INVALID_SIGNATURE);
    }

    @Test
    void breaking_any_byte_of_a_call_has_it_refused() {
        for (var request : List.of(session.sign(unsigned(), NOW), session.presign(unsigned(), NOW, 60))) {
            accepts(request);
            for (var other : Requests.eachByteBroken(request)) {
                refusal(other);
            }
        }
    }

    // The claimed access key

    @Test
    void the_claimed_access_key_is_told_even_of_a_request_that_is_refused() {
        assertThat(Verifier.claimedAccessKeyId(call())).contains(ID);
        assertThat(Verifier.claimedAccessKeyId(presigned())).contains(ID);
        assertThat(Verifier.claimedAccessKeyId(replacing("Authorization", "kms", "s3")))
                .contains(ID);
        assertThat(Verifier.claimedAccessKeyId(authorizedBy("AWS4-HMAC-SHA256 Credential=test/x")))
                .contains("test");
        assertThat(Verifier.claimedAccessKeyId(authorizedBy("AWS4-HMAC-SHA256 Credential=test")))
                .contains("test");
    }

    @Test
    void a_claim_that_is_doubtful_is_no_claim() {
        for (var request : List.of(
                unsigned(),
                authorizedBy("AWS4-HMAC-SHA256 Credential=abc/x"),
                authorizedBy("AWS4-HMAC-SHA256 Credential=abcd\n/x"),
                authorizedBy("AWS4-HMAC-SHA256 Credential=" + "a".repeat(129) + "/x"),
                authorizedBy("AWS4-HMAC-SHA256 Credential=" + ID + ",Credential=" + ID),
                authorizedBy("AWS4-HMAC-SHA256 Credential"),
                authorizedBy("Bearer Credential=" + ID),
                authorizedBy(""),
                Requests.withHeader(call(), "Authorization", authorization()),
                Requests.withHeader(presigned(), "Authorization", authorization()),
                Requests.withTarget(presigned(), "/?X-Amz-Credential=" + ID + "&X-Amz-Credential=" + ID),
                Requests.withTarget(presigned(), "/?X-Amz-Credential=" + ID + "&%"),
                Requests.withTarget(presigned(), "/?" + "a".repeat(20_000)))) {
            assertThat(Verifier.claimedAccessKeyId(request)).as("%s", request).isEmpty();
        }
    }

    // Makers

    private static HttpRequest unsigned() {
        return Signer.request(
                "POST",
                "/",
                List.of(
                        new Header("Host", "kms.eu-test-1.claviger.test:8443"),
                        new Header("Content-Type", "application/x-amz-json-1.1"),
                        new Header("X-Amz-Target", "TrentService.ListKeys")),
                "{}".getBytes(StandardCharsets.UTF_8));
    }

    private HttpRequest call() {
        return signer.sign(unsigned(), NOW);
    }

    private HttpRequest presigned() {
        return signer.presign(unsigned(), NOW, 60);
    }

    private String authorization() {
        return Objects.requireNonNull(call().header("Authorization"));
    }

    private HttpRequest authorizedBy(String authorization) {
        return Requests.withHeader(Requests.withoutHeader(call(), "Authorization"), "Authorization", authorization);
    }

    private HttpRequest replacing(String header, String part, String by) {
        return Requests.replacing(call(), header, part, by);
    }

    private static HttpRequest replacingInTarget(HttpRequest request, String part, String by) {
        assertThat(request.target()).contains(part);
        return Requests.withTarget(request, request.target().replace(part, by));
    }

    /// A target that the signer itself would refuse to read, with a signature over something else.
    private HttpRequest signedHonestly(String target) {
        return Requests.withTarget(call(), target);
    }

    private HttpRequest signedByDate(String date, String signedHeaders) {
        var request = Requests.withHeader(unsigned(), "Date", date);
        var names = List.of(signedHeaders.split(";", -1));
        var hash =
                HexFormat.of().formatHex(Octets.sha256().digest(request.body().shared()));
        var canonical = CanonicalRequest.of(request, Query.EMPTY, names, hash, PathRule.AS_SENT);
        var canonicalHash = HexFormat.of().formatHex(Octets.sha256().digest(Octets.bytes(canonical)));
        var scope = new Scope("20260528", "eu-test-1", "kms");
        var credential = Objects.requireNonNull(credentials.find(ID, null));
        var signature = new SigningKeys(Hmac.SHA_256)
                .sign(
                        credential,
                        scope,
                        Octets.bytes("AWS4-HMAC-SHA256\n20260528T052649Z\n20260528/eu-test-1/kms/aws4_request\n"
                                + canonicalHash));
        return Requests.withHeader(
                request,
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + ID + "/20260528/eu-test-1/kms/aws4_request, SignedHeaders="
                        + signedHeaders + ", Signature=" + HexFormat.of().formatHex(signature));
    }

    private void accepts(HttpRequest request) {
        assertThat(verifier.verify(request, credentials).scope().service()).isEqualTo("kms");
    }

    private AwsException refusal(HttpRequest request) {
        var refusal = catchThrowableOfType(AwsException.class, () -> verifier.verify(request, credentials));
        assertThat(refusal).as("refusal of %s", request).isNotNull();
        return refusal;
    }

    private String refuses(HttpRequest request, AwsError error) {
        var refusal = refusal(request);
        assertThat(refusal.error()).as(refusal.text()).isEqualTo(error);
        assertThat(refusal.text()).isNotEmpty().doesNotContain(SECRET);
        return refusal.text();
    }

    private void refuses(HttpRequest request, AwsError error, String text) {
        assertThat(refuses(request, error)).isEqualTo(text);
    }
}
