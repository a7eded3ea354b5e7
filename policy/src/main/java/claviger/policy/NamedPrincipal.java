package claviger.policy;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whom a document names.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>
public sealed interface NamedPrincipal {

    /// The asterisk.
    record Anyone() implements NamedPrincipal {}

    /// An account, by its twelve digits or its root user's ARN; with it, everybody in it.
    record Account(String account) implements NamedPrincipal {}

    /// An IAM user, by ARN, with its path.
    record User(String arn) implements NamedPrincipal {}

    /// An IAM role, by ARN, with its path; with it, its sessions.
    record Role(String arn) implements NamedPrincipal {}

    /// A user or role by its unique id, `AIDA…` or `AROA…`.
    record UniqueId(String id) implements NamedPrincipal {}

    /// One session of a role, by name.
    record RoleSession(String arn) implements NamedPrincipal {}

    /// A session of GetFederationToken.
    record FederatedUser(String arn) implements NamedPrincipal {}

    /// A service for itself, such as `cloudtrail.amazonaws.com`.
    record Service(String name) implements NamedPrincipal {}

    /// A provider of web identities or of SAML assertions.
    record Federated(String provider) implements NamedPrincipal {}

    /// An id that only S3 knows: the grammar has it, and no caller carries it.
    record CanonicalUser(String id) implements NamedPrincipal {}

    Pattern ACCOUNT_ID = Pattern.compile("[0-9]{12}");
    Pattern UNIQUE_ID = Pattern.compile("(AIDA|AROA)[A-Z0-9]{12,124}");
    Pattern SERVICE_NAME =
            Pattern.compile("[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63}){0,6}\\.(amazonaws\\.com(\\.cn)?|amazon\\.com)");
    Pattern PROVIDER = Pattern.compile("[A-Za-z0-9:/._@+=,-]{1,2048}");
    Pattern NAME_WITH_PATH = Pattern.compile("([\\x21-\\x7e&&[^*?/]]+/){0,256}[\\w+=,.@-]{1,128}");
    Pattern SESSION = Pattern.compile("[\\w+=,.@-]{1,64}/[\\w+=,.@-]{2,64}");
    Pattern FEDERATED_NAME = Pattern.compile("[\\w+=,.@-]{2,32}");

    /// @param type `AWS`, `Service`, `Federated` or `CanonicalUser`
    /// @return `null` when the text names nobody
    static @Nullable NamedPrincipal of(String type, String text) {
        return switch (type) {
            case "AWS" -> ofAws(text);
            case "Service" -> SERVICE_NAME.matcher(text).matches() ? new Service(text) : null;
            case "Federated" -> PROVIDER.matcher(text).matches() ? new Federated(text) : null;
            case "CanonicalUser" -> PROVIDER.matcher(text).matches() ? new CanonicalUser(text) : null;
            default -> null;
        };
    }

    private static @Nullable NamedPrincipal ofAws(String text) {
        if (text.equals("*")) {
            return new Anyone();
        }
        if (ACCOUNT_ID.matcher(text).matches()) {
            return new Account(text);
        }
        if (UNIQUE_ID.matcher(text).matches()) {
            return new UniqueId(text);
        }
        var arn = Arn.of(text);
        if (arn == null
                || text.length() > 2048
                || !arn.partition().startsWith("aws")
                || !arn.region().isEmpty()
                || !ACCOUNT_ID.matcher(arn.account()).matches()) {
            return null;
        }
        return switch (arn.service()) {
            case "iam" -> ofIam(arn, text);
            case "sts" -> ofSts(arn, text);
            default -> null;
        };
    }

    private static @Nullable NamedPrincipal ofIam(Arn arn, String text) {
        var resource = arn.resource();
        if (resource.equals("root")) {
            return new Account(arn.account());
        }
        if (resource.startsWith("user/") && matches(NAME_WITH_PATH, resource, "user/")) {
            return new User(text);
        }
        return resource.startsWith("role/") && matches(NAME_WITH_PATH, resource, "role/") ? new Role(text) : null;
    }

    private static @Nullable NamedPrincipal ofSts(Arn arn, String text) {
        var resource = arn.resource();
        if (resource.startsWith("assumed-role/") && matches(SESSION, resource, "assumed-role/")) {
            return new RoleSession(text);
        }
        return resource.startsWith("federated-user/") && matches(FEDERATED_NAME, resource, "federated-user/")
                ? new FederatedUser(text)
                : null;
    }

    private static boolean matches(Pattern pattern, String resource, String prefix) {
        return pattern.matcher(resource.substring(prefix.length())).matches();
    }
}
