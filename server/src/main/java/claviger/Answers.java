package claviger;

import claviger.call.AwsException;
import claviger.call.Header;
import claviger.call.HttpResponse;
import claviger.crypto.Blob;
import claviger.wire.AwsJson;
import java.util.List;

/// Answers with the headers that KMS sends.
final class Answers {

    private static final List<Header> CONSTANT = List.of(
            new Header("Content-Type", AwsJson.CONTENT_TYPE),
            new Header("Cache-Control", "no-cache, no-store, must-revalidate, private"),
            new Header("Expires", "0"),
            new Header("Pragma", "no-cache"));

    private Answers() {}

    static HttpResponse ok(String requestId, Blob body) {
        return new HttpResponse(200, headers(requestId), body);
    }

    static HttpResponse refusal(String requestId, AwsException refused) {
        return new HttpResponse(refused.error().status(), headers(requestId), AwsJson.error(refused));
    }

    private static List<Header> headers(String requestId) {
        return List.of(
                new Header("x-amzn-RequestId", requestId),
                CONSTANT.get(0),
                CONSTANT.get(1),
                CONSTANT.get(2),
                CONSTANT.get(3));
    }
}
