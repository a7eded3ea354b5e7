package claviger.iam;

import claviger.call.Noun;
import org.jspecify.annotations.Nullable;

/// A user or role: what a permissions boundary may be put to.
public interface Bounded extends Noun {

    /// The ARN of the managed policy that bounds its permissions, `null` for none.
    @Nullable
    String boundary();

    Noun boundedBy(@Nullable String policyArn);
}
