package claviger.iam;

import claviger.call.Noun;
import java.util.Map;

/// Something that has tags.
public interface Tagged extends Noun {

    /// Values by tag key.
    Map<String, String> tags();

    Noun taggedAs(Map<String, String> other);
}
