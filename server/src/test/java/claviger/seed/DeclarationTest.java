package claviger.seed;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Range;
import claviger.kms.alias.CreateAlias;
import claviger.kms.grant.CreateGrant;
import claviger.kms.importing.ImportKeyMaterial;
import claviger.kms.key.CreateKey;
import claviger.kms.key.ReplicateKey;
import claviger.kms.rotation.EnableKeyRotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The limits of a seed file are those of the requests that would do the same.
class DeclarationTest {

    @Test
    void every_limit_is_that_of_the_request() {
        int compared = 0;
        for (var pair : Map.of(
                        Declaration.GrantEntry.class, CreateGrant.Request.class,
                        Declaration.MaterialEntry.class, ImportKeyMaterial.Request.class,
                        Declaration.ReplicaEntry.class, ReplicateKey.Request.class)
                .entrySet()) {
            compared += compare(pair.getKey(), pair.getValue());
        }
        compared += compare(Declaration.KeyEntry.class, CreateKey.Request.class);
        compared += compare(Declaration.KeyEntry.class, EnableKeyRotation.Request.class);
        assertThat(compared).isEqualTo(14);
        var aliases = component(Declaration.KeyEntry.class, "aliases").getAnnotatedType();
        var alias = ((AnnotatedParameterizedType) aliases).getAnnotatedActualTypeArguments()[0];
        assertThat(limits(alias))
                .isEqualTo(
                        limits(component(CreateAlias.Request.class, "aliasName").getAnnotatedType()));
        var policy = component(CreateKey.Request.class, "policy").getAnnotatedType();
        assertThat(policy.getAnnotation(Length.class).max()).isEqualTo(Form.Policy.LONGEST);
    }

    private static int compare(Class<? extends Record> ours, Class<? extends Record> request) {
        int compared = 0;
        for (var component : ours.getRecordComponents()) {
            var theirs = Arrays.stream(request.getRecordComponents())
                    .filter(other -> other.getName().equals(component.getName()))
                    .filter(other -> other.getType() == component.getType())
                    .findFirst();
            // A key's own id is chosen here, and a Region by what is served.
            if (theirs.isPresent() && !component.getName().equals("keyId")) {
                assertThat(limits(component.getAnnotatedType()))
                        .as(component.toString())
                        .isEqualTo(limits(theirs.get().getAnnotatedType()));
                compared++;
            }
        }
        return compared;
    }

    private static String limits(AnnotatedType type) {
        return type.getAnnotation(Length.class) + " " + type.getAnnotation(Matches.class) + " "
                + type.getAnnotation(Range.class);
    }

    private static RecordComponent component(Class<? extends Record> type, String name) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> component.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
