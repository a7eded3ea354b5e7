package claviger.wire;

import claviger.crypto.Blob;
import java.io.ByteArrayOutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes an XML document whose text may be anything that somebody sent.
final class Xml {

    private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    private final XMLStreamWriter writer;

    private interface Writing {
        void write() throws XMLStreamException;
    }

    Xml(String root, String namespace) {
        try {
            writer = FACTORY.createXMLStreamWriter(bytes, "UTF-8");
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        start(root);
        now(() -> writer.writeDefaultNamespace(namespace));
    }

    void start(String name) {
        now(() -> writer.writeStartElement(name));
    }

    void end() {
        now(writer::writeEndElement);
    }

    void element(String name, String text) {
        start(name);
        text(text);
        end();
    }

    void text(String text) {
        var from = 0;
        for (int at = 0; at < text.length(); at++) {
            var c = text.charAt(at);
            if (c == '\r' || !isCharacter(text, at)) {
                characters(text.substring(from, at));
                // A reader would take a bare carriage return for a line feed: XML 1.0, section
                // 2.11.
                now(() -> writer.writeEntityRef(c == '\r' ? "#xD" : "#xFFFD"));
                from = at + 1;
            }
        }
        characters(text.substring(from));
    }

    Blob toBlob() {
        end();
        now(writer::close);
        return Blob.adopt(bytes.toByteArray());
    }

    private void characters(String text) {
        now(() -> writer.writeCharacters(text));
    }

    /// Whether XML 1.0, section 2.2, has this character: there is no way to write another.
    private static boolean isCharacter(String text, int at) {
        var c = text.charAt(at);
        if (Character.isSurrogate(c)) {
            return Character.isHighSurrogate(c)
                    ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                    : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        return c >= ' ' ? c < 0xFFFE : c == '\t' || c == '\n' || c == '\r';
    }

    private static void now(Writing writing) {
        try {
            writing.write();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("nothing but memory is written to", e);
        }
    }
}
