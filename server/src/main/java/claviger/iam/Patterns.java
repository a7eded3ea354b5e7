package claviger.iam;

/// The regular expressions of IAM's service model.
public final class Patterns {

    public static final String NAME = "[\\w+=,.@-]+";
    public static final String PATH = "(\\u002F)|(\\u002F[\\u0021-\\u007F]+\\u002F)";
    public static final String POLICY_PATH = "((/[A-Za-z0-9\\.,\\+@=_-]+)*)/";
    public static final String PATH_PREFIX = "\\u002F[\\u0021-\\u007F]*";
    public static final String MARKER = "[\\u0020-\\u00FF]+";
    public static final String DOCUMENT = "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+";
    public static final String TAG_KEY = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+";
    public static final String TAG_VALUE = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*";
    public static final String WORD = "[\\w]+";

    private Patterns() {}
}
