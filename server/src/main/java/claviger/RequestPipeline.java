package claviger;

import claviger.call.AuditTrail;
import claviger.call.AuditTrail.AuditUnavailableException;
import claviger.call.AwsException;
import claviger.call.Change;
import claviger.call.CommonError;
import claviger.call.HttpRequest;
import claviger.call.HttpResponse;
import claviger.call.Noun;
import claviger.call.Operation.Outcome;
import claviger.crypto.Blob;
import claviger.custody.Custody;
import claviger.http.Handler;
import claviger.iam.Credentials;
import claviger.kms.Alias;
import claviger.kms.Gate;
import claviger.kms.Key;
import claviger.kms.KeyLastUsageTrackingOperation;
import claviger.kms.KeyUse;
import claviger.kms.KeyUses;
import claviger.kms.KmsError;
import claviger.kms.Leave;
import claviger.kms.Store;
import claviger.kms.View;
import claviger.sigv4.Verified;
import claviger.sigv4.Verifier;
import claviger.trail.TrailRecord;
import claviger.wire.AwsJson;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

    private static final Pattern OPERATION_NAME = Pattern.compile("TrentService\\.([A-Za-z]{1,64})");

    private final Store store;
    private final AuditTrail audit;
    private final Verifier verifier;
    private final Custody custody;
    private final Credentials otherCredentials;
    private final Operations operations;
    private final Gate gate;
    private final Preparation preparation;
    private final RequestQuotas quotas;
    private final KeyUses uses;
    private final InstantSource clock;
    private final UnprovedMeter unproved = new UnprovedMeter();

    RequestPipeline(
            Store store,
            AuditTrail audit,
            Verifier verifier,
            Custody custody,
            Credentials otherCredentials,
            Operations operations,
            Gate gate,
            Preparation preparation,
            RequestQuotas quotas,
            KeyUses uses,
            InstantSource clock) {
        this.store = store;
        this.audit = audit;
        this.verifier = verifier;
        this.custody = custody;
        this.otherCredentials = otherCredentials;
        this.operations = operations;
        this.gate = gate;
        this.preparation = preparation;
        this.quotas = quotas;
        this.uses = uses;
        this.clock = clock;
    }

    @Override
    public HttpResponse handle(HttpRequest http) {
        var id = UUID.randomUUID();
        var requestId = id.toString();
        var trail = new TrailRecord(id, http);
        try {
            return Answers.ok(requestId, serve(http, trail));
        } catch (AwsException refused) {
            return refuse(requestId, refused, trail);
        } catch (AuditUnavailableException e) {
            return unavailable(requestId);
        } catch (Store.StoreUnavailableException e) {
            LOG.log(Level.ERROR, "request " + requestId + ": the store cannot be used", e);
            return refuse(requestId, KmsError.KMS_INTERNAL.unexplained(), trail);
        } catch (RuntimeException e) {
            // The caller learns that it is our fault, and no more.
            LOG.log(Level.ERROR, "request " + requestId + " failed", e);
            return refuse(requestId, CommonError.INTERNAL_FAILURE.unexplained(), trail);
        }
    }

    /// The deciding of one request on one view.
    private record Attempt(int number, View view) {}

    private Blob serve(HttpRequest http, TrailRecord trail) {
        for (int attempt = 1; ; attempt++) {
            try {
                return serve(http, new Attempt(attempt, store.view()), trail);
            } catch (Store.ConflictException e) {
                // Everything is decided anew on the new state, the credential included.
                trail.forget();
                if (attempt == ATTEMPTS) {
                    throw CommonError.THROTTLING.because("Rate exceeded");
                }
            }
        }
    }

    private Blob serve(HttpRequest http, Attempt attempt, TrailRecord trail) {
        var target = http.header("X-Amz-Target");
        var entry = target == null ? null : operations.named(target);
        describe(target, entry, trail);
        var verified = verified(http, new ViewCredentials(attempt.view(), custody, otherCredentials), trail);
        trail.by(verified.caller(), verified.scope().region());
        if (entry == null || !isCall(http)) {
            throw CommonError.UNKNOWN_OPERATION.unexplained();
        }
        var prepared = preparation.prepare(entry, http.body());
        return run(prepared.entry(), prepared.body(), verified, attempt, trail);
    }

    private static void describe(@Nullable String target, Operations.@Nullable Entry<?, ?> entry, TrailRecord trail) {
        if (entry != null) {
            trail.operation(entry.operation().name(), entry.operation().readOnly());
        } else {
            var matcher = OPERATION_NAME.matcher(String.valueOf(target));
            trail.operation(matcher.matches() ? matcher.group(1) : "Unknown", true);
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

    /// KMS answers to POST on its root, in its own content type, and to nothing else.
    private static boolean isCall(HttpRequest http) {
        var contentType = http.header("Content-Type");
        return http.method().equals("POST")
                && (http.target().equals("/") || http.target().startsWith("/?"))
                && contentType != null
                && contentType.toLowerCase(java.util.Locale.ROOT).startsWith(AwsJson.CONTENT_TYPE);
    }

    private <I extends Record, O extends Record> Blob run(
            Operations.Entry<I, O> entry, Blob body, Verified by, Attempt attempt, TrailRecord trail) {
        var request = entry.reader().read(body);
        try {
            trail.requestParameters(json -> entry.request().writeAudited(json, request));
            return run(entry, request, by, attempt, trail);
        } finally {
            entry.request().wipe(request);
        }
    }

    private <I extends Record, O extends Record> Blob run(
            Operations.Entry<I, O> entry, I request, Verified by, Attempt attempt, TrailRecord trail) {
        var operation = entry.operation();
        var region = by.scope().region();
        var leave = gate.admit(operation.name(), by.caller(), region, operation.needs(request), attempt.view());
        trail.resources(leave.resources());
        if (attempt.number() == 1) {
            quotas.take(by.caller().account(), region, operation.name(), request, leave.keys());
        }
        var outcome = operation.handle(request, leave);
        try {
            if (operation.dryRun(request)) {
                throw KmsError.DRY_RUN.because("The request would have succeeded, but the DryRun option is set.");
            }
            trail.resources(resources(leave, outcome));
            trail.noted(outcome.noted());
            if (!operation.readOnly()) {
                trail.responseElements(json -> entry.response().writeAudited(json, outcome.response()));
            }
            var answer = entry.response().toWire(outcome.response());
            var now = clock.instant();
            record(trail, leave, outcome.changes(), now);
            var use = KeyLastUsageTrackingOperation.named(operation.name());
            if (use != null) {
                uses.used(
                        leave.keys(),
                        new KeyUse(use, now.truncatedTo(ChronoUnit.SECONDS), trail.eventId(), trail.requestId()));
            }
            return answer;
        } finally {
            entry.response().wipe(outcome.response());
        }
    }

    private void record(TrailRecord trail, Leave leave, List<Change> changes, Instant now) {
        var bytes = trail.toBytes(now);
        if (changes.isEmpty()) {
            audit.append(bytes, AuditTrail.NO_CHANGE).await();
        } else {
            store.commit(withWhatWasSeen(changes, leave.seen()), bytes);
            leave.wipeGone(changes);
        }
    }

    /// The decision rests on nouns that the changes may not touch: they must not have changed either.
    private static List<Change> withWhatWasSeen(List<Change> changes, Set<Noun> seen) {
        var all = new ArrayList<>(changes);
        for (var noun : seen) {
            if (changes.stream().noneMatch(change -> change.noun().rowId().equals(noun.rowId()))) {
                all.add(new Change.Unchanged(noun));
            }
        }
        return all;
    }

    /// What was granted, and what was made.
    private static List<String> resources(Leave leave, Outcome<?> outcome) {
        var arns = new LinkedHashSet<String>();
        for (var change : outcome.changes()) {
            switch (change.noun()) {
                case Alias alias -> arns.add(alias.arn());
                case Key key -> arns.add(key.arn());
                default -> {} // the other nouns are no resources of AWS's
            }
        }
        arns.addAll(leave.resources());
        return List.copyOf(arns);
    }

    private HttpResponse refuse(String requestId, AwsException refused, TrailRecord trail) {
        trail.refused(refused);
        if (trail.hasIdentity()) {
            try {
                audit.append(trail.toBytes(clock.instant()), AuditTrail.NO_CHANGE)
                        .await();
            } catch (AuditUnavailableException e) {
                return unavailable(requestId);
            }
        }
        return Answers.refusal(requestId, refused);
    }

    private static HttpResponse unavailable(String requestId) {
        LOG.log(Level.ERROR, "request {0} was refused: its audit record cannot be written", requestId);
        return Answers.refusal(
                requestId,
                KmsError.DEPENDENCY_TIMEOUT.because(
                        "The system timed out while trying to fulfill the request. You can retry the request."));
    }
}
