package claviger.iam.answer;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyRole.html>
public record PolicyRole(String roleName, String roleId) {}
