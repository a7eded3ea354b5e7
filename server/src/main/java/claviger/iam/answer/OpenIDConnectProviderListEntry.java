package claviger.iam.answer;

/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_OpenIDConnectProviderListEntry.html>
public record OpenIDConnectProviderListEntry(String arn) {}
