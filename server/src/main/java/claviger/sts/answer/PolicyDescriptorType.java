package claviger.sts.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.MemberName;
import org.jspecify.annotations.Nullable;

/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_PolicyDescriptorType.html>
public record PolicyDescriptorType(
        @Audited @MemberName("arn") @Nullable @Length(min = 20, max = 2048)
        String arn) {}
