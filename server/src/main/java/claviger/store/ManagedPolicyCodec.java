package claviger.store;

import claviger.call.RowId;
import claviger.iam.ManagedPolicy;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

record ManagedPolicyCodec() implements Codec<ManagedPolicy> {

    @Override
    public Class<ManagedPolicy> type() {
        return ManagedPolicy.class;
    }

    @Override
    public int format() {
        return 1;
    }

    @Override
    public void write(ManagedPolicy policy, Payload payload) {
        payload.put("name", policy.name()).put("path", policy.path());
        IdentityMembers.write("description", policy.description(), payload);
        var documents = payload.putObject("documents");
        var made = payload.putObject("made");
        policy.versionsInOrder().forEach((number, version) -> {
            documents.put(Integer.toString(number), version.document());
            made.put(Integer.toString(number), version.created().toString());
        });
        payload.put("defaultVersion", policy.defaultVersion())
                .put("newest", policy.newest())
                .putTexts("tags", policy.tags())
                .put("created", policy.created().toString())
                .put("updated", policy.updated().toString());
    }

    @Override
    public ManagedPolicy read(RowId id, long version, Members payload) {
        return new ManagedPolicy(
                id.account(),
                id.id(),
                payload.text("name"),
                payload.commonText("path"),
                payload.optionalText("description"),
                versions(payload.texts("documents"), payload.texts("made")),
                payload.number("defaultVersion"),
                payload.number("newest"),
                payload.texts("tags"),
                payload.instant("created"),
                payload.instant("updated"),
                version);
    }

    private static Map<Integer, ManagedPolicy.Version> versions(
            Map<String, String> documents, Map<String, String> made) {
        if (!documents.keySet().equals(made.keySet())) {
            throw new DamagedException("the payload's 'made' cannot be read");
        }
        var versions = new HashMap<Integer, ManagedPolicy.Version>();
        try {
            documents.forEach((number, document) -> versions.put(
                    Integer.valueOf(number),
                    new ManagedPolicy.Version(document, Instant.parse(Objects.requireNonNull(made.get(number))))));
        } catch (NumberFormatException | DateTimeException e) {
            throw new DamagedException("the payload's 'made' cannot be read");
        }
        return Map.copyOf(versions);
    }
}
