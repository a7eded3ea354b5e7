package claviger.policy;

import org.jspecify.annotations.Nullable;

/// The six parts of an Amazon Resource Name: `arn`, partition, service, Region, account, and the
/// resource, which may hold colons.
record Arn(String prefix, String partition, String service, String region, String account, String resource) {

    /// @return `null` when the text is none
    static @Nullable Arn of(String text) {
        if (!text.startsWith("arn:")) {
            return null;
        }
        int partition = 4;
        int service = text.indexOf(':', partition) + 1;
        int region = service == 0 ? 0 : text.indexOf(':', service) + 1;
        int account = region == 0 ? 0 : text.indexOf(':', region) + 1;
        int resource = account == 0 ? 0 : text.indexOf(':', account) + 1;
        if (resource == 0) {
            return null;
        }
        return new Arn(
                "arn",
                text.substring(partition, service - 1),
                text.substring(service, region - 1),
                text.substring(region, account - 1),
                text.substring(account, resource - 1),
                text.substring(resource));
    }
}
