package claviger.call;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;

/// An error that AWS has a name for. Each service lists its own in one enum.
public interface AwsError {

    /// The name on the wire, such as `NotFoundException`.
    String code();

    /// The HTTP status: over awsJson1.1, KMS answers 400 for every fault of the client.
    int status();

    /// The name in the Query protocol.
    default String queryCode() {
        return code();
    }

    /// The HTTP status in the Query protocol.
    default int queryStatus() {
        return status();
    }

    /// The name in an audit record.
    default String trailCode() {
        return code();
    }

    /// This error, with AWS's words for what went wrong.
    @FormatMethod
    default AwsException because(@FormatString String format, Object... arguments) {
        return new AwsException(this, arguments.length == 0 ? format : String.format(format, arguments));
    }

    /// This error without words, where AWS sends none.
    default AwsException unexplained() {
        return new AwsException(this, "");
    }
}
