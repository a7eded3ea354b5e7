package claviger.store;

import claviger.crypto.Blob;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The members of one JSON object, taken one by one; what is missing, of another type or left
/// over is an error.
final class Members {

    private final ObjectNode object;
    private final Interned interned;
    private int taken;

    Members(ObjectNode object, Interned interned) {
        this.object = object;
        this.interned = interned;
    }

    String text(String name) {
        var node = required(name);
        if (!node.isString()) {
            throw wrong(name);
        }
        return node.stringValue();
    }

    /// A text that many rows have: kept in memory once.
    String commonText(String name) {
        return interned.one(text(name));
    }

    @Nullable
    String optionalText(String name) {
        return object.has(name) ? text(name) : null;
    }

    /// A text that many rows have, or none.
    @Nullable
    String optionalCommonText(String name) {
        return object.has(name) ? commonText(name) : null;
    }

    boolean flag(String name) {
        var node = required(name);
        if (!node.isBoolean()) {
            throw wrong(name);
        }
        return node.booleanValue();
    }

    int number(String name) {
        var node = required(name);
        if (!node.isInt()) {
            throw wrong(name);
        }
        return node.intValue();
    }

    Blob blob(String name) {
        try {
            return Blob.adopt(Base64.getDecoder().decode(text(name)));
        } catch (IllegalArgumentException e) {
            throw wrong(name);
        }
    }

    Instant instant(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw wrong(name);
        }
    }

    boolean has(String name) {
        return object.has(name);
    }

    @Nullable
    Instant optionalInstant(String name) {
        return object.has(name) ? instant(name) : null;
    }

    Duration duration(String name) {
        try {
            return Duration.parse(text(name));
        } catch (DateTimeException e) {
            throw wrong(name);
        }
    }

    <E extends Enum<E>> E constant(String name, Class<E> type) {
        try {
            return Enum.valueOf(type, text(name));
        } catch (IllegalArgumentException e) {
            throw wrong(name);
        }
    }

    <E extends Enum<E>> List<E> constants(String name, Class<E> type) {
        if (!(required(name) instanceof ArrayNode inner)) {
            throw wrong(name);
        }
        var constants = new ArrayList<E>();
        for (var element : inner) {
            try {
                constants.add(Enum.valueOf(type, element.asString("")));
            } catch (IllegalArgumentException e) {
                throw wrong(name);
            }
        }
        return List.copyOf(constants);
    }

    @Nullable
    Map<String, String> optionalTexts(String name) {
        return object.has(name) ? texts(name) : null;
    }

    Map<String, String> texts(String name) {
        if (!(required(name) instanceof ObjectNode inner)) {
            throw wrong(name);
        }
        if (inner.isEmpty()) {
            return Map.of();
        }
        var texts = new LinkedHashMap<String, String>();
        for (var entry : inner.properties()) {
            if (!entry.getValue().isString()) {
                throw wrong(name);
            }
            texts.put(entry.getKey(), entry.getValue().stringValue());
        }
        return Map.copyOf(texts);
    }

    void refuseOthers() {
        if (taken != object.size()) {
            throw new DamagedException("the payload has members that are not known here");
        }
    }

    private JsonNode required(String name) {
        var node = object.get(name);
        if (node == null) {
            throw new DamagedException("the payload lacks '" + name + "'");
        }
        taken++;
        return node;
    }

    private static DamagedException wrong(String name) {
        return new DamagedException("the payload's '" + name + "' cannot be read");
    }
}
