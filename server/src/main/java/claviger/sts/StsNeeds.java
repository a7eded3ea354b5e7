package claviger.sts;

import claviger.iam.answer.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an operation of STS needs leave for.
public sealed interface StsNeeds {

    /// Valid credentials and no permission; no policy can deny it.
    ///
    /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>
    record Nothing() implements StsNeeds {}

    /// The action that bears the operation's name, which identity policies alone speak of.
    ///
    /// @param resource what stands behind the account in an ARN of STS's, such as
    ///     `federated-user/Bob`; `*` for nothing in particular
    record Permission(String resource, Wish wish) implements StsNeeds {}

    /// That a role trusts the caller.
    record Trust(String roleArn, Wish wish) implements StsNeeds {}

    /// That a role trusts whom a web identity token stands for. Nobody signs.
    ///
    /// @param webIdentityToken a JSON Web Token
    record WebIdentityTrust(String roleArn, String webIdentityToken, Wish wish) implements StsNeeds {
        /// Without the token.
        @Override
        public String toString() {
            return "WebIdentityTrust[" + roleArn + "]";
        }
    }

    /// A new session of the caller itself: a code of its MFA device, if it shows one, and no
    /// permission.
    record OfOneself(@Nullable MfaCode mfa) implements StsNeeds {}

    /// What a request says of the session that it wants.
    ///
    /// @param name of the role session or federated user
    /// @param durationSeconds what it will be, asked for or not
    record Wish(
            String name,
            int durationSeconds,
            List<Tag> tags,
            List<String> transitiveTagKeys,
            @Nullable String externalId,
            @Nullable String sourceIdentity,
            @Nullable MfaCode mfa) {

        /// Of a request that wants no session.
        public static final Wish NONE = new Wish("", 0, List.of(), List.of(), null, null, null);
    }

    /// A code as an MFA device shows it.
    ///
    /// @param serialNumber the device's, which of a virtual one is its ARN
    /// @param code six digits
    record MfaCode(String serialNumber, String code) {

        /// The code that a request shows, `null` if it does not show both.
        public static @Nullable MfaCode of(@Nullable String serialNumber, @Nullable String code) {
            return serialNumber == null || code == null ? null : new MfaCode(serialNumber, code);
        }
    }
}
