package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.TestClaviger.Answer;
import claviger.TestClaviger.Signing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Two accounts of their own, A with keys and B without, and everybody in them, made over the wire
/// when first named: the users `a1`, `a2`, `b1`, `b2`, the role `r` of A and its sessions such as
/// `r/s1`, `fed`, whom `a1` lets in, and the accounts themselves, `root(A)` and `root(B)`.
final class TestWorld {

    static final String REGION = "us-east-1";

    private static final Map<String, String> USERS =
            Map.of("a1", "user/team/a1", "a2", "user/a2", "b1", "user/b1", "b2", "user/b2");

    private static int worlds;

    final String a;
    final String b;
    final PolicyNotation notation = new PolicyNotation(this::named);
    private final TestClaviger claviger;
    private final Map<String, String> keys = new HashMap<>();
    private final Set<String> made = new HashSet<>();
    private final Map<String, Integer> policies = new HashMap<>();
    private final Map<String, Signing> accessKeys = new HashMap<>();

    TestWorld(TestClaviger claviger) {
        this.claviger = claviger;
        worlds++;
        this.a = "61%010d".formatted(worlds);
        this.b = "62%010d".formatted(worlds);
    }

    Signing root() {
        return Signing.root(a);
    }

    /// The ARN behind a name of the notation; any other text itself, with our accounts in the places
    /// of the table's.
    String named(String name) {
        return switch (name) {
            case "root(A)" -> "arn:aws:iam::" + a + ":root";
            case "root(B)" -> {
                existing("b1");
                yield "arn:aws:iam::" + b + ":root";
            }
            case "a1", "a2", "b1", "b2", "r" -> existing(name);
            case "fed" -> "arn:aws:sts::" + a + ":federated-user/fay";
            case "r/s1", "r/s2" -> {
                existing("r");
                yield "arn:aws:sts::" + a + ":assumed-role/" + name;
            }
            case "ALIAS" -> "arn:aws:kms:" + REGION + ":" + a + ":alias/orders";
            default -> keys.getOrDefault(name, ours(name));
        };
    }

    String ours(String text) {
        return text.replace("111122223333", a).replace("444455556666", b);
    }

    private String account(String name) {
        return name.startsWith("b") || name.equals("root(B)") ? b : a;
    }

    private String existing(String name) {
        var resource = name.equals("r") ? "role/ops/r" : USERS.get(name);
        var arn = "arn:aws:iam::" + account(name) + ":" + resource;
        if (made.add(name)) {
            claviger.identity(arn);
        }
        return arn;
    }

    /// Deletes a user or role, so that it is made anew when it is named again.
    void delete(String name) {
        var kind = name.equals("r") ? "Role" : "User";
        var signing = accessKeys.remove(name);
        if (signing != null) {
            iam(name, "DeleteAccessKey", "UserName", name, "AccessKeyId", signing.accessKeyId());
        }
        iam(name, "Delete" + kind, kind + "Name", name);
        made.remove(name);
    }

    void deleteAndMakeAnew(String name) {
        delete(name);
        existing(name);
    }

    /// The unique id of a user or role.
    String uniqueId(String name) {
        existing(name);
        return name.equals("r")
                ? iam(name, "GetRole", "RoleName", name).xml("RoleId")
                : iam(name, "GetUser", "UserName", name).xml("UserId");
    }

    /// A new key of A.
    ///
    /// @param name for the notation
    /// @param members further ones of the request, each with a comma behind it
    String key(String name, String members) {
        var answer = kms("CreateKey", "{" + members + "\"Description\":\"" + name + "\"}");
        var arn = answer.json().at("/KeyMetadata/Arn").asString();
        keys.put(name, arn);
        return arn;
    }

    /// Sets the policy of a key, though it shut everybody out.
    void keyPolicy(String key, String... statements) {
        keyPolicy(key, "2012-10-17", List.of(statements));
    }

    void keyPolicy(String key, String version, List<String> statements) {
        kms("PutKeyPolicy", putKeyPolicy(key, "\"BypassPolicyLockoutSafetyCheck\":true,", version, statements));
    }

    /// The request that sets a policy.
    String putKeyPolicy(String key, String members, String version, List<String> statements) {
        var policy = TestClaviger.JSON.writeValueAsString(notation.keyPolicy(version, statements));
        return "{" + members + "\"KeyId\":\"" + key + "\",\"Policy\":" + policy + "}";
    }

    /// Gives a user or role one more policy: of its own, of a group, or one that is attached.
    void identityPolicy(String name, String... statements) {
        existing(name);
        var count = policies.merge(name, 1, Integer::sum);
        var id = name + "-" + count;
        var document = notation.identityPolicy(List.of(statements));
        var kind = name.equals("r") ? "Role" : "User";
        if (kind.equals("User") && count % 3 == 2) {
            iam(name, "CreateGroup", "GroupName", id);
            iam(name, "PutGroupPolicy", "GroupName", id, "PolicyName", "p", "PolicyDocument", document);
            iam(name, "AddUserToGroup", "GroupName", id, "UserName", name);
        } else if (count % 3 == 0) {
            var arn = managedPolicy(name, id, document);
            iam(name, "Attach" + kind + "Policy", kind + "Name", name, "PolicyArn", arn);
        } else {
            iam(name, "Put" + kind + "Policy", kind + "Name", name, "PolicyName", id, "PolicyDocument", document);
        }
    }

    private String managedPolicy(String owner, String name, String document) {
        return iam(owner, "CreatePolicy", "PolicyName", name, "PolicyDocument", document)
                .xml("Arn");
    }

    void boundary(String name, List<String> statements) {
        existing(name);
        var arn = managedPolicy(name, "boundary-of-" + name, notation.identityPolicy(statements));
        var kind = name.equals("r") ? "Role" : "User";
        iam(name, "Put" + kind + "PermissionsBoundary", kind + "Name", name, "PermissionsBoundary", arn);
    }

    void tag(String name, String key, String value) {
        existing(name);
        var kind = name.equals("r") ? "Role" : "User";
        iam(name, "Tag" + kind, kind + "Name", name, "Tags.member.1.Key", key, "Tags.member.1.Value", value);
    }

    /// Credentials, of a new session without policy or tag where the name is of one.
    Signing as(String name) {
        return as(name, List.of());
    }

    /// @param session names and values of further parameters, in turn, for who asks for a session
    Signing as(String name, List<String> session) {
        if (name.startsWith("root(")) {
            return Signing.root(account(name));
        }
        if (USERS.containsKey(name)) {
            existing(name);
            return accessKey(name);
        }
        var parameters = new ArrayList<>(session);
        if (name.equals("fed")) {
            parameters.addAll(List.of("Name", "fay"));
            identityPolicy("a1", "allow sts:GetFederationToken");
            return opened(as("a1"), "GetFederationToken", parameters);
        }
        parameters.addAll(List.of("RoleArn", named("r"), "RoleSessionName", name.substring(2)));
        return opened(doorkeeper(), "AssumeRole", parameters);
    }

    private Signing opened(Signing by, String operation, List<String> parameters) {
        return Signing.session(claviger.sts(by, operation, parameters.toArray(String[]::new)));
    }

    /// A user that may assume and tag every role of A, and nothing else.
    private Signing doorkeeper() {
        if (made.add("doorkeeper")) {
            claviger.identity("arn:aws:iam::" + a + ":user/doorkeeper");
            iam(
                    "a",
                    "PutUserPolicy",
                    "UserName",
                    "doorkeeper",
                    "PolicyName",
                    "p",
                    "PolicyDocument",
                    notation.identityPolicy(List.of("allow sts:*")));
            existing("r");
            iam(
                    "a",
                    "UpdateAssumeRolePolicy",
                    "RoleName",
                    "r",
                    "PolicyDocument",
                    TestClaviger.trustOf(a).replace("sts:AssumeRole", "sts:*"));
        }
        return accessKey("doorkeeper");
    }

    private Signing accessKey(String user) {
        return accessKeys.computeIfAbsent(user, _ -> Signing.of(iam(user, "CreateAccessKey", "UserName", user)));
    }

    /// A call of IAM by the root user of somebody's account, which succeeds.
    Answer iam(String whose, String operation, String... parameters) {
        var answer = claviger.iam(Signing.root(account(whose)), operation, parameters);
        assertThat(answer.status())
                .as("%s%s: %s", operation, Arrays.toString(parameters), answer)
                .isEqualTo(200);
        return answer;
    }

    /// A call of KMS by the root user of A, which succeeds.
    Answer kms(String operation, String body) {
        var answer = kms(root(), operation, body);
        assertThat(answer.status()).as("%s%s: %s", operation, body, answer).isEqualTo(200);
        return answer;
    }

    Answer kms(Signing by, String operation, String body) {
        return claviger.kms(by, REGION, operation, body);
    }
}
