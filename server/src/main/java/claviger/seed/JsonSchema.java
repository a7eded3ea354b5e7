package claviger.seed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The schema of seed files for editors and other tools, made of the [Form]s that read them.
///
/// <https://json-schema.org/draft/2020-12/schema>
public final class JsonSchema {

    private JsonSchema() {}

    /// The whole schema, as a tree of maps, lists, strings, numbers and truth values.
    public static Map<String, Object> tree() {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Claviger seed file");
        schema.putAll(of(SeedReader.FORM));
        return schema;
    }

    private static Map<String, Object> of(Form form) {
        var schema = new LinkedHashMap<String, Object>();
        switch (form) {
            case Form.Text text -> limits(schema, text);
            case Form.Secret secret -> limits(schema, secret.limits());
            case Form.Choice choice ->
                schema.put("enum", List.copyOf(choice.constants().keySet()));
            case Form.Flag _ -> schema.put("type", "boolean");
            case Form.Whole whole -> {
                schema.put("type", "integer");
                schema.put("minimum", whole.min());
                schema.put("maximum", whole.max());
            }
            case Form.Moment _ -> {
                schema.put("type", "string");
                schema.put("format", "date-time");
            }
            case Form.Pairs _ -> {
                schema.put("type", "object");
                schema.put("additionalProperties", Map.of("type", "string"));
            }
            case Form.Policy _ -> schema.put("type", List.of("object", "string"));
            case Form.Many many -> {
                schema.put("type", "array");
                schema.put("items", of(many.element()));
            }
            case Form.Structure structure -> structure(schema, structure);
        }
        return schema;
    }

    private static void limits(Map<String, Object> schema, Form.Text text) {
        schema.put("type", "string");
        if (text.min() > 0) {
            schema.put("minLength", text.min());
        }
        if (text.max() < Integer.MAX_VALUE) {
            schema.put("maxLength", text.max());
        }
        if (text.pattern() != null) {
            schema.put("pattern", whole(text.pattern()));
        }
    }

    /// A schema looks for a pattern anywhere, and the reader wants it to be all.
    private static String whole(Pattern pattern) {
        var text = pattern.pattern();
        return text.startsWith("^") && text.endsWith("$") ? text : "^(" + text + ")$";
    }

    private static void structure(Map<String, Object> schema, Form.Structure structure) {
        schema.put("type", "object");
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        for (var member : structure.members().values()) {
            var property = new LinkedHashMap<String, Object>();
            if (!member.about().isEmpty()) {
                property.put("description", member.about());
            }
            property.putAll(of(member.form()));
            properties.put(member.name(), property);
            if (member.required()) {
                required.add(member.name());
            }
        }
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
    }
}
