package claviger.seed;

import claviger.seed.Yaml.Entry;
import claviger.seed.Yaml.Kind;
import claviger.seed.Yaml.Mapping;
import claviger.seed.Yaml.Scalar;
import claviger.seed.Yaml.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Reads one YAML 1.2 document from its events. What only serves to build objects or to repeat oneself is refused
/// where it stands: tags, anchors, aliases. So nothing can grow beyond the text.
final class YamlReader {

    private static final int DEEPEST = 32;

    private static final ScalarResolver CORE = new CoreSchema().getScalarResolver();

    private final Iterator<Event> events;
    private final Problems problems;

    private YamlReader(String text, Problems problems) {
        this.problems = problems;
        var settings = LoadSettings.builder()
                .setUseMarks(true)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        events = new Parse(settings).parseString(text).iterator();
    }

    /// @throws SeedException for what is no such document
    static Yaml read(String text, Problems problems) {
        try {
            return new YamlReader(text, problems).document();
        } catch (MarkedYamlEngineException e) {
            var spot = e.getProblemMark()
                    .map(mark -> new Spot(mark.getLine() + 1, mark.getColumn() + 1))
                    .orElse(new Spot(1, 1));
            throw problems.fatal(spot, "is no YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            // Its words would show what is around the place.
            throw problems.fatal(unprintable(text), "is no YAML: it has a character that YAML does not allow");
        }
    }

    private static Spot unprintable(String text) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length() && StreamReader.isPrintable(text.codePointAt(i)); i++) {
            var ends = text.charAt(i) == '\n';
            line += ends ? 1 : 0;
            column = ends ? 1 : column + 1;
        }
        return new Spot(line, column);
    }

    private Yaml document() {
        Yaml root = null;
        while (events.hasNext()) {
            var event = events.next();
            switch (event.getEventId()) {
                case DocumentStart -> {
                    if (root != null) {
                        throw problems.fatal(spot(event), "a second document begins: a seed file is one");
                    }
                    root = node(events.next(), 0);
                }
                case StreamStart, DocumentEnd, StreamEnd, Comment -> {}
                case Alias, Scalar, SequenceStart, SequenceEnd, MappingStart, MappingEnd ->
                    throw new IllegalStateException("a value outside of a document");
            }
        }
        if (root == null) {
            throw problems.fatal(new Spot(1, 1), "is empty: it should have Keys, Accounts, or both");
        }
        return root;
    }

    private Yaml node(Event event, int depth) {
        if (depth > DEEPEST) {
            throw problems.fatal(spot(event), "is nested deeper than " + DEEPEST + " levels");
        }
        if (event instanceof AliasEvent
                || (event instanceof NodeEvent node && node.getAnchor().isPresent())) {
            throw problems.fatal(spot(event), "anchors (&) and aliases (*) are not taken: write the value out");
        }
        return switch (event) {
            case ScalarEvent scalar -> {
                refuseTag(event, scalar.getTag().isPresent());
                yield scalar(scalar);
            }
            case CollectionStartEvent collection -> {
                refuseTag(event, collection.getTag().isPresent());
                yield event.getEventId() == Event.ID.MappingStart ? mapping(event, depth) : sequence(event, depth);
            }
            default -> throw new IllegalStateException("no value: " + event.getEventId());
        };
    }

    private void refuseTag(Event event, boolean isTagged) {
        if (isTagged) {
            throw problems.fatal(spot(event), "tags (!) are not taken: leave it out");
        }
    }

    private static Scalar scalar(ScalarEvent event) {
        var tag = CORE.resolve(event.getValue(), event.isPlain());
        Kind kind;
        if (tag.equals(Tag.NULL)) {
            kind = Kind.NOTHING;
        } else if (tag.equals(Tag.BOOL)) {
            kind = Kind.FLAG;
        } else {
            kind = tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? Kind.NUMBER : Kind.TEXT;
        }
        return new Scalar(spot(event), event.getValue(), event.isPlain() ? kind : Kind.TEXT);
    }

    private Sequence sequence(Event start, int depth) {
        var elements = new ArrayList<Yaml>();
        for (var event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            elements.add(node(event, depth + 1));
        }
        return new Sequence(spot(start), elements);
    }

    private Mapping mapping(Event start, int depth) {
        var entries = new ArrayList<Entry>();
        var seen = new HashMap<String, Spot>();
        for (var event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            if (!(node(event, depth + 1) instanceof Scalar name)) {
                throw problems.fatal(spot(event), "the name of a field is a text");
            }
            var first = seen.putIfAbsent(name.text(), name.spot());
            if (first != null) {
                problems.add(name.spot(), "", "the same name is on line %s already".formatted(first.line()));
            }
            entries.add(new Entry(name, node(events.next(), depth + 1)));
        }
        return new Mapping(spot(start), entries);
    }

    private static Spot spot(Event event) {
        return event.getStartMark()
                .map(mark -> new Spot(mark.getLine() + 1, mark.getColumn() + 1))
                .orElseThrow();
    }
}
