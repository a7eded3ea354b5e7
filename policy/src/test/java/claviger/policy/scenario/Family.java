package claviger.policy.scenario;

import java.util.List;

/// What one family of operators compares, in few words, so that policy and request often meet.
///
/// @param operators how the family's operators begin, after a `Not`
/// @param keys single-valued keys of the family
/// @param policy values in a policy
/// @param request values in a request, of which some are not of the family
record Family(String operators, List<String> keys, List<String> policy, List<String> request) {

    static final List<Family> ALL = List.of(
            new Family(
                    "String",
                    List.of(
                            "aws:ResourceTag/Env",
                            "aws:PrincipalTag/team",
                            "kms:RequestAlias",
                            "kms:EncryptionContext:Dept",
                            "kms:EncryptionContext:App",
                            "kms:ViaService",
                            "aws:RequestTag/Env",
                            "aws:username"),
                    List.of(
                            "prod",
                            "Prod",
                            "dev",
                            "pr*",
                            "p?od",
                            "*",
                            "a$b",
                            "a1",
                            "${aws:PrincipalTag/team}",
                            "${aws:PrincipalTag/team, 'prod'}",
                            "${ aws:username }",
                            "${AWS:UserName, 'dev'}",
                            "p${?}od",
                            "${*}",
                            "a${$}b",
                            "${aws:TagKeys}"),
                    List.of("prod", "Prod", "PROD", "dev", "p?od", "*", "a$b", "a1", "${*}")),
            new Family(
                    "Numeric",
                    List.of("kms:RotationPeriodInDays", "aws:MultiFactorAuthAge", "sts:DurationSeconds"),
                    List.of("7", "7.0", "30", "-1", "0.5"),
                    List.of("7", "7.00", "30", "-1", "0.5", "seven")),
            new Family(
                    "Date",
                    List.of("aws:CurrentTime", "aws:TokenIssueTime", "kms:ValidTo"),
                    List.of(
                            "2024-01-01T00:00:00Z",
                            "2024-01-01",
                            "2024-06",
                            "1704067200",
                            "2024-06-15T12:30:00.5+02:00",
                            "2024-06-15T10:30Z"),
                    List.of(
                            "2024-01-01T00:00:00Z",
                            "1704067200",
                            "2024-06-01T00:00:00Z",
                            "2024-06-15T10:30:00.5Z",
                            "2024-06-15T12:30:00+02:00",
                            "2023-12-31T23:59:59Z",
                            "soon")),
            new Family(
                    "Bool",
                    List.of("aws:SecureTransport", "aws:MultiFactorAuthPresent", "kms:MultiRegion"),
                    List.of("true", "false", "TRUE"),
                    List.of("true", "false", "True", "maybe")),
            new Family(
                    "Binary",
                    List.of("aws:PrincipalTag/bytes", "aws:ResourceTag/bytes"),
                    List.of("AAEC", "YWJj", "YWI="),
                    List.of("AAEC", "YWJj", "YWI=", "?")),
            new Family(
                    "IpAddress",
                    List.of("aws:SourceIp", "aws:VpcSourceIp"),
                    List.of(
                            "10.0.0.0/8",
                            "10.1.2.3",
                            "10.1.2.3/24",
                            "192.168.0.0/31",
                            "0.0.0.0/0",
                            "2001:db8::/33",
                            "2001:DB8::1",
                            "::/0"),
                    List.of(
                            "10.1.2.3",
                            "10.1.2.99",
                            "192.168.0.1",
                            "192.168.0.2",
                            "2001:db8::1",
                            "2001:db8:8000::1",
                            "nowhere")),
            new Family(
                    "Arn",
                    List.of("aws:PrincipalArn", "aws:SourceArn", "kms:GranteePrincipal"),
                    List.of(
                            "arn:aws:iam::" + World.A + ":user/*",
                            "arn:aws:iam::*:role/*",
                            World.A1.arn(),
                            World.S1.roleArn(),
                            "arn:aws:iam::" + World.A + ":user/${aws:username, 'team/a1'}",
                            "arn:aws:iam::" + World.A + ":user/${aws:TagKeys}",
                            "arn:aws:iam::" + World.B + ":*",
                            "arn:aws:s3:::log?",
                            "arn:aws:s3:::*"),
                    List.of(
                            "arn:aws:s3:::logs",
                            "arn:aws:s3:::logs/a:b",
                            World.A1.arn(),
                            World.B1.arn(),
                            World.S1.roleArn(),
                            "a1")));

    static Family of(String operator) {
        var name = operator.startsWith("Not") ? operator.substring("Not".length()) : operator;
        return ALL.stream()
                .filter(family -> name.startsWith(family.operators()))
                .findFirst()
                .orElseThrow();
    }
}
