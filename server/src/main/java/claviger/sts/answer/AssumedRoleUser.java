package claviger.sts.answer;

import claviger.call.Audited;

/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumedRoleUser.html>
public record AssumedRoleUser(
        @Audited String assumedRoleId, @Audited String arn) {}
