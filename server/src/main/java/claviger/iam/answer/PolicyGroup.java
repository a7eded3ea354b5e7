package claviger.iam.answer;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyGroup.html>
public record PolicyGroup(String groupName, String groupId) {}
