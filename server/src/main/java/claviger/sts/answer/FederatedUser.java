package claviger.sts.answer;

import claviger.call.Audited;

/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_FederatedUser.html>
public record FederatedUser(
        @Audited String federatedUserId, @Audited String arn) {}
