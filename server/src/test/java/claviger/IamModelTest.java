package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.call.MemberName;
import claviger.call.Operation;
import claviger.call.Required;
import claviger.iam.AccessKeyUses;
import claviger.iam.PolicyDocuments;
import claviger.policy.PolicyCache;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/// Compares every name of IAM, and what must be there, with the AWS SDK's classes.
class IamModelTest {

    private static final String MODEL = "software.amazon.awssdk.services.iam.model.";

    private final IamOperations operations =
            new IamOperations(new PolicyDocuments(), new AccessKeyUses(), new PolicyCache());

    @Test
    void every_request_has_members_of_the_sdk() {
        int compared = 0;
        for (var entry : operations.all()) {
            var request = Entry.types(entry.operation())[0];
            compare(entry.operation().name() + "Request", request);
            compared += request.getRecordComponents().length;
        }
        assertThat(compared).isGreaterThan(150);
    }

    @Test
    void every_answer_has_members_that_the_sdk_reads() {
        for (var entry : operations.all()) {
            var response = Entry.types(entry.operation())[1];
            if (response != Operation.Nothing.class) {
                compare(entry.operation().name() + "Response", response);
            }
        }
    }

    @Test
    void a_request_requires_exactly_what_the_service_model_requires() throws IOException {
        var required = new HashMap<String, Set<String>>();
        try (var lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(IamModelTest.class.getResourceAsStream("/model/iam-required.txt")),
                StandardCharsets.UTF_8))) {
            lines.lines()
                    .map(line -> line.split(" "))
                    .forEach(words -> required.put(words[0], Set.of(Arrays.copyOfRange(words, 1, words.length))));
        }
        for (var entry : operations.all()) {
            var ours = components(Entry.types(entry.operation())[0]).entrySet().stream()
                    .filter(component -> isRequired(component.getValue()))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            var name = entry.operation().name();
            assertThat(ours).as(name).isEqualTo(required.get(name));
        }
    }

    private static void compare(String where, Class<?> ours) {
        var components = components(ours);
        assertThat(fields(where).keySet()).as(where).containsAll(components.keySet());
        components.values().stream()
                .map(IamModelTest::element)
                .filter(Class::isRecord)
                .forEach(type -> compare(type.getSimpleName(), type));
    }

    private static boolean isRequired(RecordComponent component) {
        var absentHasAValue = Set.of(List.class, Map.class, boolean.class).contains(component.getType());
        return !component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                && (!absentHasAValue || component.isAnnotationPresent(Required.class));
    }

    private static Map<String, RecordComponent> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .collect(Collectors.toMap(IamModelTest::wireName, Function.identity()));
    }

    private static String wireName(RecordComponent component) {
        var named = component.getAnnotation(MemberName.class);
        var name = component.getName();
        return named == null ? Character.toUpperCase(name.charAt(0)) + name.substring(1) : named.value();
    }

    private static Class<?> element(RecordComponent component) {
        if (component.getType() != List.class) {
            return component.getType();
        }
        return (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
    }

    private static Map<String, SdkField<?>> fields(String type) {
        try {
            // The SDK writes abbreviations as words in the names of requests.
            var words = type.replace("SSH", "Ssh")
                    .replace("MFADevice", "MfaDevice")
                    .replace("OpenIDC", "OpenIdC")
                    .replace("ClientID", "ClientId");
            var isShape = !type.endsWith("Request") && !type.endsWith("Response");
            var builder = Class.forName(MODEL + (isShape ? type : words))
                    .getMethod("builder")
                    .invoke(null);
            return ((SdkPojo) builder)
                    .sdkFields().stream().collect(Collectors.toMap(SdkField::locationName, field -> field));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type, e);
        }
    }
}
