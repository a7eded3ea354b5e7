package claviger;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;

/// Reads answers of the Query protocol.
final class QueryXml {

    private QueryXml() {}

    /// The texts of all elements of this name.
    static List<String> texts(String document, String element) {
        var texts = new ArrayList<String>();
        try {
            var reader = XMLInputFactory.newDefaultFactory().createXMLStreamReader(new StringReader(document));
            while (reader.hasNext()) {
                reader.next();
                if (reader.isStartElement() && reader.getLocalName().equals(element)) {
                    texts.add(reader.getElementText());
                }
            }
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException(document, e);
        }
        return texts;
    }
}
