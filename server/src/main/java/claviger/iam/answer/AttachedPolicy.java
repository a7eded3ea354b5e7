package claviger.iam.answer;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachedPolicy.html>
public record AttachedPolicy(String policyName, String policyArn) {}
