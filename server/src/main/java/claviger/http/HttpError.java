package claviger.http;

import claviger.call.AwsError;

/// What can be wrong with a request before anyone has looked at what it asks for, in AWS's names.
enum HttpError implements AwsError {
    MALFORMED("MalformedHttpRequestException", 400),
    TIMED_OUT("RequestTimeoutException", 408),
    TARGET_TOO_LONG("RequestEntityTooLargeException", 414),
    EXPECTATION_FAILED("MalformedHttpRequestException", 417),
    HEADERS_TOO_LARGE("RequestEntityTooLargeException", 431);

    private final String code;
    private final int status;

    HttpError(String code, int status) {
        this.code = code;
        this.status = status;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }
}
