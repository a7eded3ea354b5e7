package claviger.sts;

import claviger.call.Caller;
import claviger.call.HttpRequest;
import claviger.iam.GlobalKeys;
import claviger.policy.ContextValue;
import claviger.policy.RequestFacts;
import claviger.sts.StsNeeds.Wish;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a request for a session says, by the names of condition keys, and which actions it is.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html>
final class StsFacts {

    private StsFacts() {}

    static RequestFacts of(Wish wish, GlobalKeys global) {
        var parameters = new HashMap<String, ContextValue>();
        global.addTo(parameters);
        return of(wish, parameters);
    }

    /// The same of a request that nobody signs.
    static RequestFacts of(Wish wish, HttpRequest http) {
        var parameters = new HashMap<String, ContextValue>();
        put(parameters, "aws:useragent", http.header("User-Agent"));
        put(parameters, "aws:referer", http.header("Referer"));
        return of(wish, parameters);
    }

    private static RequestFacts of(Wish wish, Map<String, ContextValue> parameters) {
        put(parameters, "sts:rolesessionname", wish.name());
        put(parameters, "sts:externalid", wish.externalId());
        put(parameters, "sts:sourceidentity", wish.sourceIdentity());
        if (wish.durationSeconds() > 0) {
            put(parameters, "sts:durationseconds", Integer.toString(wish.durationSeconds()));
        }
        if (!wish.transitiveTagKeys().isEmpty()) {
            parameters.put("sts:transitivetagkeys", new ContextValue.Multi(wish.transitiveTagKeys()));
        }
        var tags = new HashMap<String, String>();
        wish.tags().forEach(tag -> tags.putIfAbsent(tag.key(), tag.value()));
        return new RequestFacts(Map.of(), tags, parameters);
    }

    /// A session with tags or a source identity needs leave to have them; those that it inherits
    /// count too.
    ///
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html>
    static List<String> actions(String operation, Wish wish, Caller caller) {
        var actions = new ArrayList<>(List.of("sts:" + operation));
        var session = caller.session();
        if (!wish.tags().isEmpty()
                || (session != null && !session.transitiveTagKeys().isEmpty())) {
            actions.add("sts:TagSession");
        }
        if (wish.sourceIdentity() != null || (session != null && session.sourceIdentity() != null)) {
            actions.add("sts:SetSourceIdentity");
        }
        return actions;
    }

    private static void put(Map<String, ContextValue> parameters, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            parameters.put(key, new ContextValue.Single(value));
        }
    }
}
