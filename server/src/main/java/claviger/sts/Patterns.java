package claviger.sts;

/// The regular expressions of STS's service model.
public final class Patterns {

    public static final String NAME = "[\\w+=,.@-]*";
    public static final String EXTERNAL_ID = "[\\w+=,.@:\\/-]*";
    public static final String SERIAL_NUMBER = "[\\w+=/:,.@-]*";
    public static final String TOKEN_CODE = "[\\d]*";
    public static final String ACCESS_KEY_ID = "[\\w]*";

    private Patterns() {}
}
