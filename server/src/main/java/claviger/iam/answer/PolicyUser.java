package claviger.iam.answer;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyUser.html>
public record PolicyUser(String userName, String userId) {}
