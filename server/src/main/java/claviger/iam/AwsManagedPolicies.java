package claviger.iam;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// AWS's own managed policies, as far as they tell of what is served here. Nobody can change them.
///
/// <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html>
public final class AwsManagedPolicies {

    private static final Instant CREATED = Instant.parse("2015-02-06T18:39:46Z");

    private static final Map<String, ManagedPolicy> BY_ARN = new LinkedHashMap<>();

    static {
        add("AdministratorAccess", "ANPAIWMBCKSKIEE64ZLYK", "Provides full access to AWS services and resources.", """
                {
                    "Version": "2012-10-17",
                    "Statement": [
                        {"Effect": "Allow", "Action": "*", "Resource": "*"}
                    ]
                }""");
        add("AWSKeyManagementServicePowerUser", "ANPAJNPP7PPPPMJRV2SA4", "Provides access to AWS KMS.", """
                {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Action": [
                                "kms:CreateAlias",
                                "kms:CreateKey",
                                "kms:DeleteAlias",
                                "kms:Describe*",
                                "kms:GenerateRandom",
                                "kms:Get*",
                                "kms:List*",
                                "kms:TagResource",
                                "kms:UntagResource",
                                "iam:ListGroups",
                                "iam:ListRoles",
                                "iam:ListUsers"
                            ],
                            "Resource": "*"
                        }
                    ]
                }""");
        add("IAMFullAccess", "ANPAI7XKCFMBPM3QQRRVQ", "Provides full access to IAM.", """
                {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Action": ["iam:*", "organizations:DescribeOrganization", "organizations:ListPolicies"],
                            "Resource": "*"
                        }
                    ]
                }""");
        add("PowerUserAccess", "ANPAJYRXTHIB4FOVS3ZXS", "Provides full access but for users and groups.", """
                {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "NotAction": ["iam:*", "organizations:*", "account:*"],
                            "Resource": "*"
                        },
                        {
                            "Effect": "Allow",
                            "Action": [
                                "iam:CreateServiceLinkedRole",
                                "iam:DeleteServiceLinkedRole",
                                "iam:ListRoles",
                                "organizations:DescribeOrganization",
                                "account:ListRegions",
                                "account:GetAccountInformation"
                            ],
                            "Resource": "*"
                        }
                    ]
                }""");
        add("ReadOnlyAccess", "ANPAILL3HVNFSB6DCOWYQ", "Provides read-only access.", """
                {
                    "Version": "2012-10-17",
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Action": [
                                "ce:Describe*",
                                "ce:Get*",
                                "ce:List*",
                                "cloudtrail:Describe*",
                                "cloudtrail:Get*",
                                "cloudtrail:List*",
                                "cloudtrail:LookupEvents",
                                "iam:Generate*",
                                "iam:Get*",
                                "iam:List*",
                                "iam:Simulate*",
                                "kms:Describe*",
                                "kms:Get*",
                                "kms:List*",
                                "sts:GetAccessKeyInfo",
                                "sts:GetCallerIdentity",
                                "sts:GetSessionToken"
                            ],
                            "Resource": "*"
                        }
                    ]
                }""");
    }

    private AwsManagedPolicies() {}

    /// `null` if AWS has none of this ARN.
    public static @Nullable ManagedPolicy get(String arn) {
        return BY_ARN.get(arn);
    }

    public static Collection<ManagedPolicy> all() {
        return BY_ARN.values();
    }

    private static void add(String name, String id, String description, String document) {
        var versions = Map.of(1, new ManagedPolicy.Version(document, CREATED));
        var policy =
                new ManagedPolicy("aws", id, name, "/", description, versions, 1, 1, Map.of(), CREATED, CREATED, 1);
        BY_ARN.put(policy.arn(), policy);
    }
}
