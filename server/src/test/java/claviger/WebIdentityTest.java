package claviger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import claviger.TestClaviger.Answer;
import claviger.TestClaviger.Signing;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.StsException;

/// A role is assumed with the token of an OpenID Connect provider, by the AWS SDK.
class WebIdentityTest {

    private static final String ACCOUNT = "666600000001";
    private static final Signing ROOT = Signing.root(ACCOUNT);
    private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/W";

    @TempDir
    static Path folder;

    @TempDir
    static Path issuerFolder;

    private static TestClaviger claviger;
    private static OidcIssuer issuer;
    private static RSAKey rsa;
    private static StsClient sts;

    @BeforeAll
    static void start() throws Exception {
        claviger = TestClaviger.start(folder);
        issuer = new OidcIssuer(issuerFolder);
        rsa = new RSAKeyGenerator(2048).keyID("r1").generate();
        issuer.keys = List.of(rsa.toPublicJWK());
        sts = StsClient.builder()
                .endpointOverride(claviger.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        done(claviger.iam(
                ROOT,
                "CreateOpenIDConnectProvider",
                "Url",
                OidcIssuer.URL,
                "ClientIDList.member.1",
                "my-app",
                "ThumbprintList.member.1",
                issuer.thumbprint));
        done(claviger.iam(ROOT, "CreateRole", "RoleName", "W", "AssumeRolePolicyDocument", """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                "Principal":{"Federated":"arn:aws:iam::%s:oidc-provider/%s"},
                "Action":["sts:AssumeRoleWithWebIdentity","sts:TagSession"],
                "Condition":{"StringEquals":{"%s:aud":"my-app"},"StringLike":{"%s:sub":"repo:me/*"}}}]}""".formatted(
                        ACCOUNT, OidcIssuer.HOST, OidcIssuer.HOST, OidcIssuer.HOST)));
    }

    @AfterAll
    static void stop() {
        sts.close();
        issuer.close();
        claviger.close();
    }

    private static void done(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(OidcIssuer.URL)
                .subject("repo:me/it")
                .audience("my-app")
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(300)));
    }

    private static AssumeRoleWithWebIdentityResponse assume(String token) {
        return sts.assumeRoleWithWebIdentity(AssumeRoleWithWebIdentityRequest.builder()
                .roleArn(ROLE)
                .roleSessionName("web")
                .webIdentityToken(token)
                .build());
    }

    private static String signed(JWTClaimsSet claims) throws Exception {
        return issuer.token(rsa, JWSAlgorithm.RS256, claims);
    }

    private static void assertRefused(String token, String code, String text) {
        var refused = catchThrowableOfType(StsException.class, () -> assume(token));
        assertThat(refused).as(token).isNotNull();
        assertThat(refused.awsErrorDetails().errorCode()).as(token).isEqualTo(code);
        assertThat(refused.awsErrorDetails().errorMessage()).contains(text);
        assertThat(refused.statusCode()).isEqualTo(code.equals("AccessDenied") ? 403 : 400);
    }

    @Test
    void the_token_file_provider_of_the_sdk_gets_credentials_that_are_good() throws Exception {
        var file = issuerFolder.resolve("token");
        Files.writeString(file, signed(claims().build()));
        try (var provider = StsWebIdentityTokenFileCredentialsProvider.builder()
                        .stsClient(sts)
                        .roleArn(ROLE)
                        .roleSessionName("web")
                        .webIdentityTokenFile(file)
                        .build();
                var own = StsClient.builder()
                        .endpointOverride(claviger.endpoint())
                        .region(Region.EU_WEST_1)
                        .credentialsProvider(provider)
                        .httpClient(UrlConnectionHttpClient.create())
                        .build()) {
            assertThat(own.getCallerIdentity().arn()).isEqualTo("arn:aws:sts::" + ACCOUNT + ":assumed-role/W/web");
        }
    }

    @Test
    void the_answer_and_the_trail_tell_whose_token_it_was() throws Exception {
        var answer = assume(signed(claims().build()));
        assertThat(answer.provider()).isEqualTo(OidcIssuer.URL);
        assertThat(answer.audience()).isEqualTo("my-app");
        assertThat(answer.subjectFromWebIdentityToken()).isEqualTo("repo:me/it");
        assertThat(answer.assumedRoleUser().assumedRoleId()).matches("AROA[A-Z2-7]{17}:web");
        var trail = claviger.auditRecord(answer.responseMetadata().requestId());
        assertThat(trail.at("/userIdentity/type").asString()).isEqualTo("WebIdentityUser");
        assertThat(trail.at("/userIdentity/userName").asString()).isEqualTo("repo:me/it");
        assertThat(trail.at("/recipientAccountId").asString()).isEqualTo(ACCOUNT);
        assertThat(trail.toString()).doesNotContain("eyJ");

        var session = new Signing(
                answer.credentials().accessKeyId(),
                answer.credentials().secretAccessKey(),
                answer.credentials().sessionToken());
        var use =
                claviger.auditRecord(claviger.sts(session, "GetCallerIdentity").requestId());
        assertThat(use.at("/userIdentity/sessionContext/webIdFederationData/federatedProvider")
                        .asString())
                .isEqualTo("arn:aws:iam::" + ACCOUNT + ":oidc-provider/" + OidcIssuer.HOST);
    }

    @Test
    void every_algorithm_that_aws_takes_is_taken() throws Exception {
        var all = new java.util.ArrayList<JWK>(List.of(rsa.toPublicJWK()));
        var p256 = new ECKeyGenerator(Curve.P_256).keyID("e256").generate();
        var p384 = new ECKeyGenerator(Curve.P_384).keyID("e384").generate();
        var p521 = new ECKeyGenerator(Curve.P_521).keyID("e521").generate();
        all.addAll(List.of(p256.toPublicJWK(), p384.toPublicJWK(), p521.toPublicJWK()));
        issuer.keys = all;
        // A provider of its own, whose keys nobody has asked for yet.
        var account = "666600000002";
        var root = Signing.root(account);
        var path = OidcIssuer.HOST;
        done(claviger.iam(
                root,
                "CreateOpenIDConnectProvider",
                "Url",
                OidcIssuer.URL,
                "ClientIDList.member.1",
                "my-app",
                "ThumbprintList.member.1",
                issuer.thumbprint,
                "ThumbprintList.member.2",
                "0".repeat(40)));
        done(claviger.iam(
                root, "CreateRole", "RoleName", "W", "AssumeRolePolicyDocument", """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                "Principal":{"Federated":"arn:aws:iam::%s:oidc-provider/%s"},
                "Action":"sts:AssumeRoleWithWebIdentity"}]}""".formatted(account, path)));
        var tokens = List.of(
                issuer.token(rsa, JWSAlgorithm.RS256, claims().build()),
                issuer.token(rsa, JWSAlgorithm.RS384, claims().build()),
                issuer.token(rsa, JWSAlgorithm.RS512, claims().build()),
                issuer.token(p256, JWSAlgorithm.ES256, claims().build()),
                issuer.token(p384, JWSAlgorithm.ES384, claims().build()),
                issuer.token(p521, JWSAlgorithm.ES512, claims().build()));
        var before = issuer.questions.get();
        for (var token : tokens) {
            assertThat(sts.assumeRoleWithWebIdentity(request -> request.roleArn(ROLE.replace(ACCOUNT, account))
                                    .roleSessionName("web")
                                    .webIdentityToken(token))
                            .audience())
                    .isEqualTo("my-app");
        }
        assertThat(issuer.questions.get() - before).as("asked for keys").isEqualTo(1);
    }

    @Test
    void a_token_that_proves_nothing_is_refused_in_the_words_of_aws() throws Exception {
        assertRefused("not-a-jwt", "InvalidIdentityToken", "The ID Token provided is not a valid JWT.");
        assertRefused(
                signed(claims().issuer("https://other.claviger.test").build()),
                "InvalidIdentityToken",
                "No OpenIDConnect provider found in your account for https://other.claviger.test");
        assertRefused(signed(claims().audience("other").build()), "InvalidIdentityToken", "Incorrect token audience");
        assertRefused(
                signed(claims().claim("azp", "other").build()), "InvalidIdentityToken", "Incorrect token audience");
        assertRefused(
                signed(claims().expirationTime(Date.from(Instant.now().minusSeconds(1)))
                        .build()),
                "ExpiredTokenException",
                "Token expired");
        assertRefused(
                signed(claims().notBeforeTime(Date.from(Instant.now().plusSeconds(900)))
                        .build()),
                "InvalidIdentityToken",
                "not yet valid");
        assertRefused(
                signed(claims().expirationTime(null).build()), "InvalidIdentityToken", "Missing a required claim: exp");
        assertRefused(signed(claims().subject(null).build()), "InvalidIdentityToken", "Missing a required claim: sub");
    }

    @Test
    void only_the_provider_signs_for_itself() throws Exception {
        var text = "Couldn't validate the signature";
        var foreign = new RSAKeyGenerator(2048).keyID("r1").generate();
        assertRefused(issuer.token(foreign, JWSAlgorithm.RS256, claims().build()), "InvalidIdentityToken", text);
        // Signed with the public key as if it were a shared secret.
        var confused = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("r1").build(), claims().build());
        confused.sign(new MACSigner(rsa.toRSAPublicKey().getEncoded()));
        assertRefused(confused.serialize(), "InvalidIdentityToken", text);
        var encoder = Base64.getUrlEncoder().withoutPadding();
        var none = encoder.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(claims().build().toString().getBytes(StandardCharsets.UTF_8)) + ".";
        assertRefused(none, "InvalidIdentityToken", "");
        var good = signed(claims().build());
        var parts = good.split("\\.", 3);
        var forged = encoder.encodeToString(
                claims().subject("repo:me/other").build().toString().getBytes(StandardCharsets.UTF_8));
        assertRefused(parts[0] + "." + forged + "." + parts[2], "InvalidIdentityToken", text);
    }

    @Test
    void the_trust_policy_sees_the_claims() throws Exception {
        assertRefused(
                signed(claims().subject("repo:you/it").build()),
                "AccessDenied",
                "Not authorized to perform sts:AssumeRoleWithWebIdentity");
        var missing = catchThrowableOfType(
                StsException.class,
                () -> sts.assumeRoleWithWebIdentity(request -> request.roleArn(ROLE + "x")
                        .roleSessionName("web")
                        .webIdentityToken(Objects.requireNonNull(token()))));
        assertThat(missing.awsErrorDetails().errorMessage())
                .isEqualTo("Not authorized to perform sts:AssumeRoleWithWebIdentity");
    }

    private static String token() {
        try {
            return signed(claims().build());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_token_tags_its_session() throws Exception {
        var tags = Map.of("principal_tags", Map.of("team", List.of("red")), "transitive_tag_keys", List.of("team"));
        var answer = assume(
                signed(claims().claim("https://aws.amazon.com/tags", tags).build()));
        assertThat(answer.credentials().sessionToken()).isNotEmpty();
        var two = Map.of("principal_tags", Map.of("team", List.of("red", "blue")));
        assertRefused(
                signed(claims().claim("https://aws.amazon.com/tags", two).build()),
                "InvalidIdentityToken",
                "A session tag must have one value");
        assertRefused(
                signed(claims().claim("https://aws.amazon.com/source_identity", "me")
                        .build()),
                "AccessDenied",
                "Not authorized to perform sts:SetSourceIdentity");
    }

    @Test
    void a_provider_whose_server_is_another_is_not_reached() throws Exception {
        var account = "666600000003";
        var root = Signing.root(account);
        done(claviger.iam(
                root,
                "CreateOpenIDConnectProvider",
                "Url",
                OidcIssuer.URL,
                "ClientIDList.member.1",
                "my-app",
                "ThumbprintList.member.1",
                "1".repeat(40)));
        var refused = catchThrowableOfType(
                StsException.class,
                () -> sts.assumeRoleWithWebIdentity(request -> request.roleArn(ROLE.replace(ACCOUNT, account))
                        .roleSessionName("web")
                        .webIdentityToken(token())));
        assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("IDPCommunicationError");
    }
}
