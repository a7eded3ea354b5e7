package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.call.CommonError;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.MemberName;
import claviger.call.Range;
import claviger.call.Required;
import claviger.call.WireNamed;
import claviger.kms.KmsError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Compares every name of ours with the AWS SDK's classes, and every limit with the service model.
class ModelTest {

    private static final String MODEL = "software.amazon.awssdk.services.kms.model.";

    /// The SDK has them, the service model that limits are read from has not.
    private static final Set<String> NEWER_THAN_THE_MODEL = Set.of("Encapsulate", "Decapsulate");

    private final Operations operations = TestOperations.all();

    @Test
    void the_sdk_knows_56_operations() {
        assertThat(sdkOperations()).hasSize(56);
    }

    @Test
    void every_operation_is_called_as_in_the_sdk() {
        assertThat(sdkOperations()).containsAll(builtOperations());
    }

    /// The list is what is still to be built, and only ever shrinks: a line may be taken out, never added.
    @Test
    void what_is_not_built_yet_is_exactly_what_the_list_says() {
        var missing = new TreeSet<String>();
        var built = builtOperations();
        for (var name : sdkOperations()) {
            if (!built.contains(name)) {
                missing.add("operation " + name);
            }
        }
        for (var entry : operations.all()) {
            compare(entry.operation().name(), records(entry)[0], "Request", missing);
            compare(entry.operation().name(), records(entry)[1], "Response", missing);
        }
        var errors = new HashSet<String>();
        Arrays.stream(KmsError.values()).forEach(error -> errors.add(error.code()));
        for (var exception : sdkExceptions()) {
            if (!errors.contains(exception)) {
                missing.add("exception " + exception);
            }
        }
        assertThat(String.join("\n", missing))
                .isEqualTo(resource("/model/not-built.txt").strip());
    }

    @Test
    void every_exception_of_ours_is_one_of_the_sdk_or_of_the_common_ones() {
        // NotAuthorizedException is in no model, yet KMS answers it for aliases under alias/aws/.
        var known = new HashSet<>(sdkExceptions());
        known.add("NotAuthorizedException");
        assertThat(Arrays.stream(KmsError.values()).map(KmsError::code)).allMatch(known::contains);
        assertThat(Arrays.stream(CommonError.values()).map(CommonError::code)).noneMatch(sdkExceptions()::contains);
    }

    @Test
    void every_limit_is_that_of_the_service_model() {
        var model = JsonMapper.shared().readTree(resource("/model/api.json"));
        int checked = 0;
        for (var entry : operations.all()) {
            var name = entry.operation().name();
            if (NEWER_THAN_THE_MODEL.contains(name)) {
                assertThat(model.get("operations").has(name)).as(name).isFalse();
                continue;
            }
            var input = model.get("operations").get(name).get("input");
            checked += compareLimits(name, records(entry)[0], input, model);
        }
        assertThat(checked).as("members whose limits were compared").isGreaterThan(50);
    }

    private void compare(String operation, Class<?> ours, String kind, Set<String> missing) {
        var theirs = sdkClass(operation + kind);
        if (theirs == null) {
            assertThat(ours.getRecordComponents())
                    .as(operation + " has no " + kind)
                    .isEmpty();
            return;
        }
        compareRecord(operation + kind, ours, theirs, missing);
    }

    private void compareRecord(String where, Class<?> ours, Class<?> theirs, Set<String> missing) {
        var fields = fields(theirs);
        var components = new HashMap<String, RecordComponent>();
        for (var component : ours.getRecordComponents()) {
            components.put(wireName(component), component);
        }
        assertThat(fields.keySet()).as(where).containsAll(components.keySet());
        for (var name : fields.keySet()) {
            var component = components.get(name);
            if (component == null) {
                missing.add("member " + where + "." + name);
            } else {
                compareNested(component, missing);
            }
        }
    }

    private void compareNested(RecordComponent component, Set<String> missing) {
        var type = elementType(component);
        if (type.isEnum()) {
            compareEnum(type, missing);
        } else if (type.isRecord()) {
            var theirs = sdkClass(type.getSimpleName());
            assertThat(theirs).as(type.getSimpleName()).isNotNull();
            compareRecord(type.getSimpleName(), type, theirs, missing);
        }
    }

    private void compareEnum(Class<?> ours, Set<String> missing) {
        // What older SDKs call KeySpec serves as CustomerMasterKeySpec in answers, which knows fewer names.
        var theirs = sdkClass(ours.getSimpleName());
        assertThat(theirs).as(ours.getSimpleName()).isNotNull();
        var wanted = Arrays.stream(theirs.getEnumConstants())
                .map(Object::toString)
                .filter(name -> !name.equals("null"))
                .collect(Collectors.toSet());
        var have = Arrays.stream(ours.getEnumConstants())
                .map(constant -> constant instanceof WireNamed named ? named.wireName() : ((Enum<?>) constant).name())
                .collect(Collectors.toSet());
        assertThat(wanted).as(ours.getSimpleName()).containsAll(have);
        for (var name : wanted) {
            if (!have.contains(name)) {
                missing.add("enum " + ours.getSimpleName() + "." + name);
            }
        }
    }

    private static int compareLimits(String where, Class<?> ours, JsonNode members, JsonNode model) {
        int checked = 0;
        for (var component : ours.getRecordComponents()) {
            var name = wireName(component);
            JsonNode member = null;
            for (var candidate : members) {
                if (candidate.get("name").asString().equals(name)) {
                    member = candidate;
                }
            }
            if (member == null) {
                continue; // newer than the model; the SDK's classes know it
            }
            var path = where + "." + name;
            compareLimits(path, component.getAnnotatedType(), member);
            assertThat(mayBeMissing(component))
                    .as(path + " may be missing")
                    .isEqualTo(!member.get("required").asBoolean());
            var element = elementType(component);
            if (element.isRecord()) {
                checked += compareLimits(path, element, model.get("structures").get(element.getSimpleName()), model);
            } else if (component.getType() == List.class && !element.isEnum()) {
                var arguments =
                        ((AnnotatedParameterizedType) component.getAnnotatedType()).getAnnotatedActualTypeArguments();
                compareLimits(path + "[]", arguments[0], member.get("member"));
            }
            checked++;
        }
        return checked;
    }

    private static boolean mayBeMissing(RecordComponent component) {
        var absentHasAValue = Set.of(List.class, Map.class, boolean.class).contains(component.getType());
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                || (absentHasAValue && !component.isAnnotationPresent(Required.class));
    }

    private static void compareLimits(String path, AnnotatedType ours, JsonNode theirs) {
        var range = ours.getAnnotation(Range.class);
        var length = ours.getAnnotation(Length.class);
        var matches = ours.getAnnotation(Matches.class);
        int min = range != null ? range.min() : length != null ? length.min() : 0;
        int max = range != null ? range.max() : length != null ? length.max() : Integer.MAX_VALUE;
        assertThat(min).as(path + " min").isEqualTo(theirs.path("min").asInt(0));
        assertThat(max).as(path + " max").isEqualTo(theirs.path("max").asInt(Integer.MAX_VALUE));
        assertThat(matches == null ? "" : matches.value())
                .as(path + " pattern")
                .isEqualTo(theirs.path("pattern").asString(""));
    }

    private Set<String> builtOperations() {
        return operations.all().stream()
                .map(entry -> entry.operation().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Class<?>[] records(Entry<?, ?> entry) {
        return Entry.types(entry.operation());
    }

    private static Set<String> sdkOperations() {
        return Arrays.stream(KmsClient.class.getMethods())
                .filter(method -> method.getParameterCount() == 1)
                .map(method -> method.getParameterTypes()[0])
                .filter(type -> KmsRequest.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers()))
                .map(type -> type.getSimpleName().replaceAll("Request$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The SDK's exceptions, found by the names that the service model and the SDK's own list give them.
    private static Set<String> sdkExceptions() {
        var names = new TreeSet<String>();
        JsonMapper.shared()
                .readTree(resource("/model/api.json"))
                .get("exceptions")
                .propertyNames()
                .forEach(names::add);
        for (var name : names) {
            // The SDK calls KMSInternalException KmsInternalException, and CustomKeyStoreHasCMKs… …Cmks….
            var inSdk = name.replace("KMS", "Kms").replace("CMKs", "CmKs");
            var found = sdkClass(inSdk);
            assertThat(found).as(inSdk).isNotNull();
            assertThat(KmsException.class).isAssignableFrom(found);
        }
        return names;
    }

    private static @Nullable Class<?> sdkClass(String name) {
        try {
            return Class.forName(MODEL + name);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private static Map<String, SdkField<?>> fields(Class<?> type) {
        try {
            var builder = type.getMethod("builder").invoke(null);
            return ((SdkPojo) builder)
                    .sdkFields().stream().collect(Collectors.toMap(SdkField::locationName, field -> field));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Class<?> elementType(RecordComponent component) {
        if (component.getType() != List.class) {
            return component.getType();
        }
        return (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
    }

    private static String wireName(RecordComponent component) {
        var named = component.getAnnotation(MemberName.class);
        var name = component.getName();
        return named == null ? Character.toUpperCase(name.charAt(0)) + name.substring(1) : named.value();
    }

    private static String resource(String path) {
        try (var in = ModelTest.class.getResourceAsStream(path)) {
            return new String(new ArrayList<>(List.of(in)).getFirst().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
