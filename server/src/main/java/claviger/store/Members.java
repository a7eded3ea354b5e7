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

/// The members of one JSON object, taken one by one; what is missing, of another type or left
/// over is an error.
final class Members {

    private final Payload object;
    private final Interned interned;
    private int taken;

    Members(Payload object, Interned interned) {
        this.object = object;
        this.interned = interned;
    }

    String text(String name) {
        if (required(name) instanceof String text) {
            return text;
        }
        throw wrong(name);
    }

    /// A text that many rows have: kept in memory once.
    String commonText(String name) {
        return interned.one(text(name));
    }

    @Nullable
    String optionalText(String name) {
        return has(name) ? text(name) : null;
    }

    /// A text that many rows have, or none.
    @Nullable
    String optionalCommonText(String name) {
        return has(name) ? commonText(name) : null;
    }

    boolean flag(String name) {
        if (required(name) instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name);
    }

    int number(String name) {
        if (required(name) instanceof Integer number) {
            return number;
        }
        throw wrong(name);
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
        return object.get(name) != null;
    }

    @Nullable
    Instant optionalInstant(String name) {
        return has(name) ? instant(name) : null;
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
        if (!(required(name) instanceof List<?> inner)) {
            throw wrong(name);
        }
        var constants = new ArrayList<E>();
        for (var element : inner) {
            try {
                constants.add(Enum.valueOf(type, (String) element));
            } catch (IllegalArgumentException e) {
                throw wrong(name);
            }
        }
        return List.copyOf(constants);
    }

    /// A list of texts.
    List<String> list(String name) {
        if (!(required(name) instanceof List<?> inner)) {
            throw wrong(name);
        }
        return inner.stream().map(text -> interned.one((String) text)).toList();
    }

    @Nullable
    Map<String, String> optionalTexts(String name) {
        return has(name) ? texts(name) : null;
    }

    Map<String, String> texts(String name) {
        if (!(required(name) instanceof Payload inner)) {
            throw wrong(name);
        }
        if (inner.names().isEmpty()) {
            return Map.of();
        }
        var texts = new LinkedHashMap<String, String>();
        for (var each : inner.names()) {
            if (!(inner.get(each) instanceof String text)) {
                throw wrong(name);
            }
            texts.put(each, text);
        }
        return Map.copyOf(texts);
    }

    void refuseOthers() {
        if (taken != object.names().size()) {
            throw new DamagedException("the payload has members that are not known here");
        }
    }

    private Object required(String name) {
        var value = object.get(name);
        if (value == null) {
            throw new DamagedException("the payload lacks '" + name + "'");
        }
        taken++;
        return value;
    }

    private static DamagedException wrong(String name) {
        return new DamagedException("the payload's '" + name + "' cannot be read");
    }
}
