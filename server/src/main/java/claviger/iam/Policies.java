package claviger.iam;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The policies of an identity.
///
/// @param inline documents by the names of the policies
/// @param attached the ARNs of managed policies, in the order in which they were attached
public record Policies(Map<String, String> inline, List<String> attached) {

    public static final Policies NONE = new Policies(Map.of(), List.of());

    public boolean isEmpty() {
        return inline.isEmpty() && attached.isEmpty();
    }

    public Policies put(String name, String document) {
        var more = new HashMap<>(inline);
        more.put(name, document);
        return new Policies(Map.copyOf(more), attached);
    }

    public Policies without(String name) {
        var rest = new HashMap<>(inline);
        rest.remove(name);
        return new Policies(Map.copyOf(rest), attached);
    }

    public Policies attach(String arn) {
        var more = new ArrayList<>(attached);
        more.add(arn);
        return new Policies(inline, List.copyOf(more));
    }

    public Policies detach(String arn) {
        var rest = new ArrayList<>(attached);
        rest.remove(arn);
        return new Policies(inline, List.copyOf(rest));
    }
}
