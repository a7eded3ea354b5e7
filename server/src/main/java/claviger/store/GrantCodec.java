package claviger.store;

import claviger.call.RowId;
import claviger.kms.Grant;
import claviger.kms.GrantConstraints;
import claviger.kms.GrantOperation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

record GrantCodec() implements Codec<Grant> {

    @Override
    public Class<Grant> type() {
        return Grant.class;
    }

    @Override
    public int format() {
        return 1;
    }

    @Override
    public void write(Grant grant, Payload payload) {
        var terms = grant.terms();
        put(payload, "name", terms.name());
        put(payload, "granteePrincipal", terms.granteePrincipal());
        put(payload, "granteeServicePrincipal", terms.granteeServicePrincipal());
        put(payload, "retiringPrincipal", terms.retiringPrincipal());
        put(payload, "retiringServicePrincipal", terms.retiringServicePrincipal());
        var operations = payload.putArray("operations");
        terms.operations().forEach(operation -> operations.add(operation.name()));
        var constraints = terms.constraints();
        if (constraints != null) {
            put(payload, "encryptionContextSubset", constraints.encryptionContextSubset());
            put(payload, "encryptionContextEquals", constraints.encryptionContextEquals());
            put(payload, "sourceArn", constraints.sourceArn());
        }
        payload.put("issuer", grant.issuer()).put("created", grant.created().toString());
    }

    @Override
    public Grant read(RowId id, long version, Members payload) {
        var slash = id.id().indexOf('/');
        if (slash < 0) {
            throw new DamagedException("the id is not a key id and a grant id");
        }
        var terms = new Grant.Terms(
                payload.optionalText("name"),
                payload.optionalCommonText("granteePrincipal"),
                payload.optionalCommonText("granteeServicePrincipal"),
                payload.optionalCommonText("retiringPrincipal"),
                payload.optionalCommonText("retiringServicePrincipal"),
                payload.constants("operations", GrantOperation.class),
                constraints(payload));
        return new Grant(
                id.account(),
                id.region(),
                id.id().substring(0, slash),
                id.id().substring(slash + 1),
                terms,
                payload.commonText("issuer"),
                payload.instant("created"),
                version);
    }

    private static @Nullable GrantConstraints constraints(Members payload) {
        var constraints = new GrantConstraints(
                payload.optionalTexts("encryptionContextSubset"),
                payload.optionalTexts("encryptionContextEquals"),
                payload.optionalText("sourceArn"));
        return constraints.equals(GrantConstraints.NONE) ? null : constraints;
    }

    private static void put(Payload payload, String name, @Nullable String text) {
        if (text != null) {
            payload.put(name, text);
        }
    }

    private static void put(Payload payload, String name, @Nullable Map<String, String> texts) {
        if (texts != null) {
            texts.forEach(payload.putObject(name)::put);
        }
    }
}
