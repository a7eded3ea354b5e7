package claviger.sigv4;

import java.util.ArrayDeque;

/// What becomes of the path before it is signed. Services differ, so the published cases know
/// both.
enum PathRule {

    /// The path as sent, so that two spellings of a path are two paths. This is what Claviger
    /// does.
    AS_SENT {
        @Override
        String apply(String path) {
            return path;
        }
    },

    /// Without dot segments and doubled slashes, as RFC 3986, section 5.2.4, removes them.
    NORMALIZED {
        @Override
        String apply(String path) {
            var kept = new ArrayDeque<String>();
            var segments = path.split("/", -1);
            for (var segment : segments) {
                switch (segment) {
                    case "", "." -> {}
                    case ".." -> kept.pollLast();
                    default -> kept.addLast(segment);
                }
            }
            var last = segments[segments.length - 1];
            var open = last.isEmpty() || last.equals(".") || last.equals("..");
            return "/" + String.join("/", kept) + (open && !kept.isEmpty() ? "/" : "");
        }
    };

    abstract String apply(String path);
}
