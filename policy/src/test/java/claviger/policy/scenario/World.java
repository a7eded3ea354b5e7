package claviger.policy.scenario;

import claviger.policy.scenario.Scenario.Who;

/// Two accounts and everybody in them: A, who owns the keys, and B.
final class World {

    static final String A = "111122223333";
    static final String B = "444455556666";

    static final String K1 = key(A, "us-east-1", "1111aaaa-22bb-33cc-44dd-5555eeee6666");
    static final String K2 = key(A, "us-east-1", "9999AAAA-22bb-33cc-44dd-5555eeee7777");
    static final String ALIAS = "arn:aws:kms:us-east-1:" + A + ":alias/orders";

    static final Who.User A1 = new Who.User(A, "arn:aws:iam::" + A + ":user/team/a1", "AIDAAAAAAAAAAAAAAAA1");
    static final Who.User A2 = new Who.User(A, "arn:aws:iam::" + A + ":user/a2", "AIDAAAAAAAAAAAAAAAA2");
    static final Who.User B1 = new Who.User(B, "arn:aws:iam::" + B + ":user/b1", "AIDABBBBBBBBBBBBBBB1");
    static final Who.User B2 = new Who.User(B, "arn:aws:iam::" + B + ":user/b2", "AIDABBBBBBBBBBBBBBB2");

    static final Who.RoleSession S1 = session("s1");
    static final Who.RoleSession S2 = session("s2");
    static final Who.RoleSession BS1 =
            new Who.RoleSession(B, "arn:aws:iam::" + B + ":role/deploy", "AROABBBBBBBBBBBBBBB1", "s1");

    static final Who.FederatedUser FEDERATED = new Who.FederatedUser(A, "fay", A1.arn(), A1.id());
    static final Who.Root ROOT = new Who.Root(A);
    static final Who.Root ROOT_B = new Who.Root(B);

    static final Who.Service CLOUDTRAIL = new Who.Service(B, "cloudtrail.amazonaws.com");
    static final Who.Service S3 = new Who.Service(A, "s3.amazonaws.com");

    private World() {}

    static String key(String account, String region, String id) {
        return "arn:aws:kms:" + region + ":" + account + ":key/" + id;
    }

    private static Who.RoleSession session(String name) {
        return new Who.RoleSession(A, "arn:aws:iam::" + A + ":role/ops/r", "AROAAAAAAAAAAAAAAAA1", name);
    }
}
