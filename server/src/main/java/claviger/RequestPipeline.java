package claviger;

import claviger.call.AuditTrail;
import claviger.call.AuditTrail.AuditUnavailableException;
import claviger.call.AwsException;
import claviger.call.Change;
import claviger.call.CommonError;
import claviger.call.HttpRequest;
import claviger.call.HttpResponse;
import claviger.crypto.Blob;
import claviger.custody.Custody;
import claviger.http.Handler;
import claviger.iam.AccessKeyUses;
import claviger.iam.Credentials;
import claviger.kms.KmsError;
import claviger.kms.Store;
import claviger.kms.View;
import claviger.sigv4.Verified;
import claviger.sigv4.Verifier;
import claviger.sts.SessionCredentials;
import claviger.sts.SessionTokens;
import claviger.trail.TrailRecord;
import claviger.wire.Protocol.Message;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The one road that every request takes: signature, protocol, gate, operation, commit and audit, answer.
///
/// INVARIANT: no answer to anybody with an identity is returned before its audit record is durable.
final class RequestPipeline implements Handler {

    private static final System.Logger LOG = System.getLogger(RequestPipeline.class.getName());

    /// How often a change is decided anew because others were faster.
    private static final int ATTEMPTS = 100;

    /// Of what is not signed for any.
    private static final String UNSIGNED_REGION = "us-east-1";

    private static final Pattern OPERATION_NAME = Pattern.compile("[A-Za-z0-9]{1,64}");

    private final Store store;
    private final AuditTrail audit;
    private final Verifier verifier;
    private final Custody custody;
    private final SessionTokens sessions;
    private final Credentials otherCredentials;
    private final Services services;
    private final AccessKeyUses uses;
    private final InstantSource clock;
    private final UnprovedMeter unproved = new UnprovedMeter();

    RequestPipeline(
            Store store,
            AuditTrail audit,
            Verifier verifier,
            Custody custody,
            SessionTokens sessions,
            Credentials otherCredentials,
            Services services,
            AccessKeyUses uses,
            InstantSource clock) {
        this.store = store;
        this.audit = audit;
        this.verifier = verifier;
        this.custody = custody;
        this.sessions = sessions;
        this.otherCredentials = otherCredentials;
        this.services = services;
        this.uses = uses;
        this.clock = clock;
    }

    @Override
    public HttpResponse handle(HttpRequest http) {
        var id = UUID.randomUUID();
        var requestId = id.toString();
        var trail = new TrailRecord(id, http);
        var service = services.addressed(http);
        try {
            return service.protocol().ok(requestId, serve(service, http, trail));
        } catch (AwsException refused) {
            return refuse(service, requestId, refused, trail);
        } catch (AuditUnavailableException e) {
            return unavailable(service, requestId);
        } catch (Store.StoreUnavailableException e) {
            LOG.log(Level.ERROR, "request " + requestId + ": the store cannot be used", e);
            return refuse(service, requestId, service.storeFault().unexplained(), trail);
        } catch (RuntimeException e) {
            // The caller learns that it is our fault, and no more.
            LOG.log(Level.ERROR, "request " + requestId + " failed", e);
            return refuse(service, requestId, CommonError.INTERNAL_FAILURE.unexplained(), trail);
        }
    }

    /// The deciding of one request on one view.
    private record Attempt(int number, View view) {}

    private Blob serve(Service service, HttpRequest http, TrailRecord trail) {
        for (int attempt = 1; ; attempt++) {
            try {
                return serve(service, http, new Attempt(attempt, store.view()), trail);
            } catch (Store.ConflictException e) {
                // Everything is decided anew on the new state, the credential included.
                trail.forget();
                if (attempt == ATTEMPTS) {
                    throw CommonError.THROTTLING.because("Rate exceeded");
                }
            }
        }
    }

    private Blob serve(Service service, HttpRequest http, Attempt attempt, TrailRecord trail) {
        var message = service.protocol().message(http);
        var operation = message.operation();
        var entry = operation == null ? null : service.operations().named(operation);
        describe(service, operation, entry, trail);
        var isUnsigned = entry != null && message.isCall() && service.takesUnsigned(entry.operation());
        var asked = isUnsigned
                ? new Service.Asked(null, service.region(UNSIGNED_REGION), http, attempt.view(), trail)
                : signed(service, http, attempt.view(), trail);
        if (entry == null || !message.isCall()) {
            throw message.unknown();
        }
        var prepared = service.prepare(entry, message);
        return run(service, prepared.entry(), prepared.message(), asked, attempt, trail);
    }

    private Service.Asked signed(Service service, HttpRequest http, View view, TrailRecord trail) {
        var verified = verified(http, credentials(view), trail);
        var caller = verified.caller();
        var region = service.region(verified.scope().region());
        trail.by(caller, region);
        // Of long-term keys alone: sessions come without end.
        if (caller.session() == null) {
            var use = new AccessKeyUses.Use(
                    clock.instant(), service.name(), verified.scope().region());
            uses.used(caller.accessKeyId(), use);
        }
        return new Service.Asked(caller, region, http, view, trail);
    }

    private Credentials credentials(View view) {
        var temporary = new SessionCredentials(sessions, StsService.state(view));
        return new ViewCredentials(view, custody, temporary, otherCredentials);
    }

    private static void describe(
            Service service, @Nullable String operation, @Nullable Entry<?, ?> entry, TrailRecord trail) {
        var source = service.name() + ".amazonaws.com";
        if (entry != null) {
            trail.operation(source, entry.operation().name(), entry.operation().readOnly());
        } else {
            var named = operation != null && OPERATION_NAME.matcher(operation).matches() ? operation : "Unknown";
            trail.operation(source, named, true);
        }
    }

    private Verified verified(HttpRequest http, Credentials credentials, TrailRecord trail) {
        try {
            return verifier.verify(http, credentials);
        } catch (AwsException refused) {
            Verifier.claimedAccessKeyId(http).ifPresent(claimed -> unproved.countOrRecord(trail, claimed));
            throw refused;
        }
    }

    private <I extends Record, O extends Record> Blob run(
            Service service,
            Entry<I, O> entry,
            Message message,
            Service.Asked asked,
            Attempt attempt,
            TrailRecord trail) {
        var request = message.read(entry.reader());
        try {
            trail.requestParameters(json -> entry.request().writeAudited(json, request));
            return run(service, entry, request, asked, attempt, trail);
        } finally {
            entry.request().wipe(request);
        }
    }

    private <I extends Record, O extends Record> Blob run(
            Service service, Entry<I, O> entry, I request, Service.Asked asked, Attempt attempt, TrailRecord trail) {
        var operation = entry.operation();
        var admitted = service.admit(operation, request, asked);
        trail.resources(admitted.resources());
        if (attempt.number() == 1) {
            admitted.charge();
        }
        var outcome = admitted.handle();
        try {
            if (operation.dryRun(request)) {
                throw KmsError.DRY_RUN.because("The request would have succeeded, but the DryRun option is set.");
            }
            trail.resources(admitted.resources(outcome));
            trail.noted(outcome.noted());
            if (operation.recordsResponse()) {
                trail.responseElements(json -> entry.response().writeAudited(json, outcome.response()));
            }
            var requestId = trail.requestId().toString();
            var answer = service.protocol().body(operation.name(), requestId, entry.response(), outcome.response());
            var now = clock.instant();
            var changes = admitted.changes(outcome);
            record(trail, changes, now);
            admitted.done(changes, trail, now);
            return answer;
        } finally {
            entry.response().wipe(outcome.response());
        }
    }

    private void record(TrailRecord trail, List<Change> changes, Instant now) {
        var bytes = trail.toBytes(now);
        if (changes.isEmpty()) {
            audit.append(bytes, AuditTrail.NO_CHANGE).await();
        } else {
            store.commit(changes, bytes);
        }
    }

    private HttpResponse refuse(Service service, String requestId, AwsException refused, TrailRecord trail) {
        trail.refused(refused);
        if (trail.hasIdentity()) {
            try {
                audit.append(trail.toBytes(clock.instant()), AuditTrail.NO_CHANGE)
                        .await();
            } catch (AuditUnavailableException e) {
                return unavailable(service, requestId);
            }
        }
        return service.protocol().refusal(requestId, refused);
    }

    private static HttpResponse unavailable(Service service, String requestId) {
        LOG.log(Level.ERROR, "request {0} was refused: its audit record cannot be written", requestId);
        var refused = service.trailFault()
                .because("The system timed out while trying to fulfill the request. You can retry the request.");
        return service.protocol().refusal(requestId, refused);
    }
}
