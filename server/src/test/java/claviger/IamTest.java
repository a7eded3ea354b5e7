package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.TestClaviger.Answer;
import claviger.TestClaviger.Signing;
import claviger.iam.AwsManagedPolicies;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Groups, roles, managed policies and what hangs on them, over the wire.
class IamTest {

    private static final String POLICY = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*"}]}""";

    private static int accounts = 1;

    @TempDir
    static Path folder;

    private static TestClaviger claviger;

    private final String account = "5555%08d".formatted(accounts++);
    private final Signing root = Signing.root(account);

    @BeforeAll
    static void start() {
        claviger = TestClaviger.start(folder);
    }

    @AfterAll
    static void stop() {
        claviger.close();
    }

    private Answer done(String operation, String... parameters) {
        var answer = claviger.iam(root, operation, parameters);
        assertThat(answer.status()).as("%s: %s", operation, answer).isEqualTo(200);
        return answer;
    }

    private void refused(String code, String message, String operation, String... parameters) {
        var answer = claviger.iam(root, operation, parameters);
        assertThat(answer.error()).as("%s: %s", operation, answer).isEqualTo(code);
        assertThat(answer.message()).isEqualTo(message);
    }

    private static String trusting(String type, String principal) {
        return """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",\
                "Principal":{"%s":"%s"}}]}""".formatted(type, principal);
    }

    private String trust() {
        return trusting("AWS", "arn:aws:iam::" + account + ":root");
    }

    private String policy(String name) {
        return done("CreatePolicy", "PolicyName", name, "PolicyDocument", POLICY)
                .xml("Arn");
    }

    @Test
    void a_group_has_members_and_goes_only_when_it_has_none() {
        done("CreateUser", "UserName", "alice");
        var made = done("CreateGroup", "GroupName", "devs", "Path", "/team/");
        assertThat(made.xml("GroupId")).matches("AGPA[A-Z2-7]{17}");
        assertThat(made.xml("Arn")).isEqualTo("arn:aws:iam::" + account + ":group/team/devs");
        done("AddUserToGroup", "GroupName", "devs", "UserName", "alice");
        done("AddUserToGroup", "GroupName", "devs", "UserName", "alice");
        assertThat(done("GetGroup", "GroupName", "devs").xmls("UserName")).containsExactly("alice");
        assertThat(done("ListGroupsForUser", "UserName", "alice").xmls("GroupName"))
                .containsExactly("devs");
        var first = "Cannot delete entity, must remove users from group first.";
        refused("DeleteConflict", first, "DeleteGroup", "GroupName", "devs");
        refused("DeleteConflict", first, "DeleteUser", "UserName", "alice");
        done("UpdateGroup", "GroupName", "devs", "NewGroupName", "ops");
        assertThat(done("ListGroupsForUser", "UserName", "alice").xmls("GroupName"))
                .containsExactly("ops");
        done("RemoveUserFromGroup", "GroupName", "ops", "UserName", "alice");
        done("PutGroupPolicy", "GroupName", "ops", "PolicyName", "p", "PolicyDocument", POLICY);
        assertThat(done("ListGroupPolicies", "GroupName", "ops").xmls("member")).containsExactly("p");
        refused(
                "DeleteConflict",
                "Cannot delete entity, must delete policies first.",
                "DeleteGroup",
                "GroupName",
                "ops");
        done("DeleteGroupPolicy", "GroupName", "ops", "PolicyName", "p");
        done("DeleteGroup", "GroupName", "ops");
        refused("NoSuchEntity", "The group with name ops cannot be found.", "GetGroup", "GroupName", "ops");
    }

    @Test
    void a_role_is_made_shown_changed_and_deleted() {
        var made = done("CreateRole", "RoleName", "deploy", "AssumeRolePolicyDocument", trust(), "Description", "d");
        assertThat(made.xml("RoleId")).matches("AROA[A-Z2-7]{17}");
        assertThat(made.xml("MaxSessionDuration")).isEqualTo("3600");
        assertThat(URLDecoder.decode(made.xml("AssumeRolePolicyDocument"), StandardCharsets.UTF_8))
                .isEqualTo(trust());
        refused(
                "EntityAlreadyExists",
                "Role with name Deploy already exists.",
                "CreateRole",
                "RoleName",
                "Deploy",
                "AssumeRolePolicyDocument",
                trust());
        var updated = done("UpdateRole", "RoleName", "deploy", "MaxSessionDuration", "7200");
        assertThat(updated.text()).containsPattern("<UpdateRoleResult */>|<UpdateRoleResult></UpdateRoleResult>");
        var shown = done("GetRole", "RoleName", "deploy");
        assertThat(shown.xml("MaxSessionDuration")).isEqualTo("7200");
        assertThat(shown.xml("Description")).isEqualTo("d");
        assertThat(shown.text()).contains("RoleLastUsed");
        var other = trusting("Service", "ec2.amazonaws.com");
        done("UpdateAssumeRolePolicy", "RoleName", "deploy", "PolicyDocument", other);
        assertThat(URLDecoder.decode(
                        done("GetRole", "RoleName", "deploy").xml("AssumeRolePolicyDocument"), StandardCharsets.UTF_8))
                .isEqualTo(other);
        done("TagRole", "RoleName", "deploy", "Tags.member.1.Key", "Team", "Tags.member.1.Value", "a");
        done("TagRole", "RoleName", "deploy", "Tags.member.1.Key", "team", "Tags.member.1.Value", "b");
        assertThat(done("ListRoleTags", "RoleName", "deploy").xmls("Value")).containsExactly("b");
        assertThat(done("ListRoles").text()).doesNotContain("Tags");
        done("UntagRole", "RoleName", "deploy", "TagKeys.member.1", "TEAM");
        assertThat(done("ListRoleTags", "RoleName", "deploy").xmls("Value")).isEmpty();
        done("PutRolePolicy", "RoleName", "deploy", "PolicyName", "p", "PolicyDocument", POLICY);
        refused(
                "DeleteConflict",
                "Cannot delete entity, must delete policies first.",
                "DeleteRole",
                "RoleName",
                "deploy");
        done("DeleteRolePolicy", "RoleName", "deploy", "PolicyName", "p");
        done("DeleteRole", "RoleName", "deploy");
        refused("NoSuchEntity", "The role with name deploy cannot be found.", "GetRole", "RoleName", "deploy");
    }

    @Test
    void a_trust_policy_names_only_who_exists() {
        done("CreateUser", "UserName", "carol", "Path", "/x/");
        var nobody = "arn:aws:iam::" + account + ":user/nobody";
        var withoutPath = "arn:aws:iam::" + account + ":user/carol";
        for (var principal : new String[] {nobody, withoutPath, "arn:aws:iam::" + account + ":group/g", "carol"}) {
            refused(
                    "MalformedPolicyDocument",
                    "Invalid principal in policy: \"AWS\":\"" + principal + "\"",
                    "CreateRole",
                    "RoleName",
                    "r",
                    "AssumeRolePolicyDocument",
                    trusting("AWS", principal));
        }
        refused(
                "MalformedPolicyDocument",
                "Invalid principal in policy: \"SERVICE\":\"ec2\"",
                "CreateRole",
                "RoleName",
                "r",
                "AssumeRolePolicyDocument",
                trusting("Service", "ec2"));
        refused(
                "MalformedPolicyDocument",
                "Has prohibited field Resource.",
                "CreateRole",
                "RoleName",
                "r",
                "AssumeRolePolicyDocument",
                POLICY);
        var carol = "arn:aws:iam::" + account + ":user/x/carol";
        done("CreateRole", "RoleName", "r", "AssumeRolePolicyDocument", trusting("AWS", carol));
        refused(
                "LimitExceeded",
                "Cannot exceed quota for ACLSizePerRole: 2048",
                "UpdateAssumeRolePolicy",
                "RoleName",
                "r",
                "PolicyDocument",
                trust().replace("2012-10-17\",", "2012-10-17\",\"Id\":\"" + "x".repeat(2048) + "\","));
    }

    @Test
    void a_managed_policy_has_at_most_five_versions_whose_numbers_are_not_used_again() {
        var arn = policy("p");
        assertThat(arn).isEqualTo("arn:aws:iam::" + account + ":policy/p");
        for (int i = 2; i <= 5; i++) {
            var made = done("CreatePolicyVersion", "PolicyArn", arn, "PolicyDocument", POLICY, "SetAsDefault", "true");
            assertThat(made.xml("VersionId")).isEqualTo("v" + i);
            assertThat(made.xml("IsDefaultVersion")).isEqualTo("true");
        }
        refused(
                "LimitExceeded",
                "A managed policy can have up to 5 versions. Before you create a new version, you must delete an"
                        + " existing version.",
                "CreatePolicyVersion",
                "PolicyArn",
                arn,
                "PolicyDocument",
                POLICY);
        refused(
                "DeleteConflict",
                "Cannot delete the default version of a policy.",
                "DeletePolicyVersion",
                "PolicyArn",
                arn,
                "VersionId",
                "v5");
        done("SetDefaultPolicyVersion", "PolicyArn", arn, "VersionId", "v1");
        done("DeletePolicyVersion", "PolicyArn", arn, "VersionId", "v5");
        assertThat(done("CreatePolicyVersion", "PolicyArn", arn, "PolicyDocument", POLICY)
                        .xml("VersionId"))
                .isEqualTo("v6");
        assertThat(done("ListPolicyVersions", "PolicyArn", arn).xmls("VersionId"))
                .containsExactly("v6", "v4", "v3", "v2", "v1");
        assertThat(done("GetPolicy", "PolicyArn", arn).xml("DefaultVersionId")).isEqualTo("v1");
        refused(
                "NoSuchEntity",
                "Policy " + arn + " version v5 does not exist or is not attachable.",
                "GetPolicyVersion",
                "PolicyArn",
                arn,
                "VersionId",
                "v5");
        var shown =
                done("GetPolicyVersion", "PolicyArn", arn, "VersionId", "v2").xml("Document");
        assertThat(URLDecoder.decode(shown, StandardCharsets.UTF_8)).isEqualTo(POLICY);
        refused(
                "DeleteConflict",
                "This policy has more than one version. Before you delete a policy, you must delete the policy's"
                        + " versions. The default version is deleted with the policy.",
                "DeletePolicy",
                "PolicyArn",
                arn);
        refused(
                "LimitExceeded",
                "Cannot exceed quota for PolicySize: 6144",
                "CreatePolicy",
                "PolicyName",
                "large",
                "PolicyDocument",
                "{\"Version\":\"2012-10-17\",\"Statement\":{\"Sid\":\"" + "x".repeat(6144)
                        + "\",\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");
    }

    @Test
    void a_policy_that_is_attached_or_bounds_is_listed_counted_and_not_deleted() {
        var arn = policy("p");
        done("CreateUser", "UserName", "dave");
        done("CreateGroup", "GroupName", "g");
        done("CreateRole", "RoleName", "r", "AssumeRolePolicyDocument", trust(), "PermissionsBoundary", arn);
        done("AttachUserPolicy", "UserName", "dave", "PolicyArn", arn);
        done("AttachUserPolicy", "UserName", "dave", "PolicyArn", arn);
        done("AttachGroupPolicy", "GroupName", "g", "PolicyArn", arn);
        assertThat(done("ListAttachedUserPolicies", "UserName", "dave").xmls("PolicyName"))
                .containsExactly("p");
        var shown = done("GetPolicy", "PolicyArn", arn);
        assertThat(shown.xml("AttachmentCount")).isEqualTo("2");
        assertThat(shown.xml("PermissionsBoundaryUsageCount")).isEqualTo("1");
        assertThat(done("GetRole", "RoleName", "r").xml("PermissionsBoundaryArn"))
                .isEqualTo(arn);
        var entities = done("ListEntitiesForPolicy", "PolicyArn", arn);
        assertThat(entities.xmls("UserName")).containsExactly("dave");
        assertThat(entities.xmls("GroupName")).containsExactly("g");
        assertThat(entities.xmls("RoleName")).containsExactly("r");
        assertThat(done("ListEntitiesForPolicy", "PolicyArn", arn, "PolicyUsageFilter", "PermissionsPolicy")
                        .xmls("RoleName"))
                .isEmpty();
        refused("DeleteConflict", "Cannot delete a policy attached to entities.", "DeletePolicy", "PolicyArn", arn);
        refused(
                "DeleteConflict",
                "Cannot delete entity, must detach all policies first.",
                "DeleteUser",
                "UserName",
                "dave");
        done("DetachUserPolicy", "UserName", "dave", "PolicyArn", arn);
        refused(
                "NoSuchEntity",
                "Policy " + arn + " was not found.",
                "DetachUserPolicy",
                "UserName",
                "dave",
                "PolicyArn",
                arn);
        done("DetachGroupPolicy", "GroupName", "g", "PolicyArn", arn);
        refused("DeleteConflict", "Cannot delete a policy attached to entities.", "DeletePolicy", "PolicyArn", arn);
        done("DeleteRolePermissionsBoundary", "RoleName", "r");
        done("DeletePolicy", "PolicyArn", arn);
        refused(
                "NoSuchEntity",
                "Policy " + arn + " does not exist or is not attachable.",
                "AttachRolePolicy",
                "RoleName",
                "r",
                "PolicyArn",
                arn);
    }

    @Test
    void policies_of_aws_can_be_attached_and_never_changed() {
        var arn = "arn:aws:iam::aws:policy/AdministratorAccess";
        done("CreateUser", "UserName", "erin");
        done("AttachUserPolicy", "UserName", "erin", "PolicyArn", arn);
        assertThat(done("GetPolicy", "PolicyArn", arn).xml("AttachmentCount")).isEqualTo("1");
        assertThat(done("ListPolicies", "Scope", "AWS").xmls("PolicyName"))
                .contains("AdministratorAccess", "PowerUserAccess", "ReadOnlyAccess", "IAMFullAccess");
        assertThat(done("ListPolicies", "Scope", "Local").xmls("PolicyName")).isEmpty();
        assertThat(done("ListPolicies", "OnlyAttached", "true").xmls("PolicyName"))
                .containsExactly("AdministratorAccess");
        for (var operation : new String[] {"DeletePolicy", "UntagPolicy"}) {
            var answer = claviger.iam(root, operation, "PolicyArn", arn, "TagKeys.member.1", "k");
            assertThat(answer.error()).as("%s", answer).isEqualTo("AccessDenied");
        }
        var foreign = claviger.iam(root, "GetPolicy", "PolicyArn", "arn:aws:iam::999999999999:policy/p");
        assertThat(foreign.error()).isEqualTo("AccessDenied");
        refused(
                "InvalidInput",
                "ARN this-is-no-arn-at-all is not valid.",
                "GetPolicy",
                "PolicyArn",
                "this-is-no-arn-at-all");
    }

    @Test
    void every_aws_managed_policy_can_be_read() {
        for (var policy : AwsManagedPolicies.all()) {
            assertThat(TestClaviger.JSON.readTree(policy.document()).get("Statement"))
                    .isNotEmpty();
        }
    }

    @Test
    void an_mfa_device_is_given_to_who_shows_two_codes_of_it_once() {
        done("CreateUser", "UserName", "mallory");
        var made = done("CreateVirtualMFADevice", "VirtualMFADeviceName", "phone");
        var serial = made.xml("SerialNumber");
        assertThat(serial).isEqualTo("arn:aws:iam::" + account + ":mfa/phone");
        var seed = new String(Base64.getDecoder().decode(made.xml("Base32StringSeed")), StandardCharsets.US_ASCII);
        assertThat(seed).matches("[A-Z2-7]{64}");
        assertThat(claviger.auditRecord(made.requestId()).toString()).doesNotContain(seed);
        var step = Instant.now().getEpochSecond() / 30;
        refused(
                "InvalidAuthenticationCode",
                "Authentication code for device is not valid.",
                "EnableMFADevice",
                codes(serial, totp(seed, step), totp(seed, step)));
        var enabled = done("EnableMFADevice", codes(serial, totp(seed, step - 1), totp(seed, step)));
        assertThat(claviger.auditRecord(enabled.requestId())
                        .get("requestParameters")
                        .toString())
                .doesNotContain("authenticationCode");
        assertThat(done("ListMFADevices", "UserName", "mallory").xmls("SerialNumber"))
                .containsExactly(serial);
        assertThat(done("ListVirtualMFADevices", "AssignmentStatus", "Assigned").xmls("UserName"))
                .containsExactly("mallory");
        refused(
                "DeleteConflict",
                "Cannot delete entity, must delete MFA devices first.",
                "DeleteUser",
                "UserName",
                "mallory");
        refused(
                "InvalidAuthenticationCode",
                "Authentication code for device is not valid.",
                "ResyncMFADevice",
                codes(serial, totp(seed, step - 1), totp(seed, step)));
        done("ResyncMFADevice", codes(serial, totp(seed, step + 3), totp(seed, step + 4)));
        refused(
                "DeleteConflict",
                "MFA VirtualDevice in use. Must deactivate first.",
                "DeleteVirtualMFADevice",
                "SerialNumber",
                serial);
        done("DeactivateMFADevice", "UserName", "mallory", "SerialNumber", serial);
        done("DeleteVirtualMFADevice", "SerialNumber", serial);
        done("DeleteUser", "UserName", "mallory");
    }

    private static String[] codes(String serial, String code1, String code2) {
        return new String[] {
            "UserName", "mallory", "SerialNumber", serial, "AuthenticationCode1", code1, "AuthenticationCode2", code2
        };
    }

    /// By way of big numbers, and so another way than the server's.
    private static String totp(String base32, long step) {
        try {
            var number = BigInteger.ZERO;
            for (int i = 0; i < base32.length(); i++) {
                var value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(base32.charAt(i));
                number = number.shiftLeft(5).add(BigInteger.valueOf(value));
            }
            var bytes = number.toByteArray();
            var key = new byte[40];
            for (int i = 1; i <= Math.min(40, bytes.length); i++) {
                key[40 - i] = bytes[bytes.length - i];
            }
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            var counter = new byte[8];
            for (int i = 0; i < 8; i++) {
                counter[i] = (byte) (step >>> (56 - 8 * i));
            }
            var hash = mac.doFinal(counter);
            var offset = hash[19] & 15;
            var four = new BigInteger(1, Arrays.copyOfRange(hash, offset, offset + 4)).clearBit(31);
            return "%06d".formatted(four.mod(BigInteger.valueOf(1_000_000)).intValue());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void an_oidc_provider_is_kept_by_its_url() {
        var made = done(
                "CreateOpenIDConnectProvider",
                "Url",
                "https://issuer.example.com/tenant/",
                "ClientIDList.member.1",
                "app",
                "ThumbprintList.member.1",
                "a".repeat(40));
        var arn = "arn:aws:iam::" + account + ":oidc-provider/issuer.example.com/tenant";
        assertThat(made.xml("OpenIDConnectProviderArn")).isEqualTo(arn);
        refused(
                "ValidationError",
                "Invalid Open ID Connect Provider URL",
                "CreateOpenIDConnectProvider",
                "Url",
                "http://issuer.example.com");
        done("AddClientIDToOpenIDConnectProvider", "OpenIDConnectProviderArn", arn, "ClientID", "web");
        done("RemoveClientIDFromOpenIDConnectProvider", "OpenIDConnectProviderArn", arn, "ClientID", "app");
        var shown = done("GetOpenIDConnectProvider", "OpenIDConnectProviderArn", arn);
        assertThat(shown.xml("Url")).isEqualTo("issuer.example.com/tenant");
        assertThat(shown.xmls("member")).containsExactly("web", "a".repeat(40));
        assertThat(done("ListOpenIDConnectProviders").xmls("Arn")).containsExactly(arn);
        done("DeleteOpenIDConnectProvider", "OpenIDConnectProviderArn", arn);
        refused(
                "NoSuchEntity",
                "OpenIDConnect Provider not found for arn " + arn,
                "GetOpenIDConnectProvider",
                "OpenIDConnectProviderArn",
                arn);
    }

    @Test
    void tags_are_bounded_and_reserved_keys_refused() {
        done("CreateUser", "UserName", "frank");
        refused(
                "InvalidInput",
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
                "TagUser",
                "UserName",
                "frank",
                "Tags.member.1.Key",
                "k",
                "Tags.member.1.Value",
                "",
                "Tags.member.2.Key",
                "K",
                "Tags.member.2.Value",
                "");
        refused(
                "InvalidInput",
                "Tag keys beginning with 'aws:' are reserved for system use.",
                "TagUser",
                "UserName",
                "frank",
                "Tags.member.1.Key",
                "AWS:k",
                "Tags.member.1.Value",
                "");
    }

    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html>
    @Test
    void who_may_make_users_only_within_a_boundary_can_make_no_others() {
        var account = "777788889999";
        var root = Signing.root(account);
        var boundary = claviger.iam(root, "CreatePolicy", "PolicyName", "edge", "PolicyDocument", POLICY)
                .xml("Arn");
        claviger.iam(root, "CreateUser", "UserName", "maker");
        var maker = Signing.of(claviger.iam(root, "CreateAccessKey", "UserName", "maker"));
        var document = """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:CreateUser","Resource":"*",
                 "Condition":{"StringEquals":{"iam:PermissionsBoundary":"%s"}}}}""".formatted(boundary);
        claviger.iam(root, "PutUserPolicy", "UserName", "maker", "PolicyName", "make", "PolicyDocument", document);

        assertThat(claviger.iam(maker, "CreateUser", "UserName", "free").status())
                .isEqualTo(403);
        assertThat(claviger.iam(maker, "CreateUser", "UserName", "bound", "PermissionsBoundary", boundary)
                        .status())
                .isEqualTo(200);
    }
}
