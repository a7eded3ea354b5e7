package claviger;

import claviger.call.HttpRequest;
import claviger.sigv4.Verifier;
import claviger.wire.AwsQuery;
import java.util.List;

/// The services that are served. The first is the one that answers whatever is addressed to none.
record Services(List<Service> all) {

    /// The service that a request is signed for, or else looks like: whatever comes of it, that
    /// one answers, in its own protocol. What a call reaches is settled by the scope of the
    /// signature that was verified.
    Service addressed(HttpRequest http) {
        var claimed = Verifier.claimedService(http);
        for (var service : all) {
            if (service.name().equals(claimed)) {
                return service;
            }
        }
        if (!AwsQuery.isSpokenBy(http)) {
            return all.getFirst();
        }
        var version = AwsQuery.versionOf(http);
        Service some = all.getFirst();
        for (var service : all) {
            if (service.protocol() instanceof AwsQuery query) {
                if (query.version().equals(version)) {
                    return service;
                }
                some = some.protocol() instanceof AwsQuery ? some : service;
            }
        }
        return some;
    }
}
