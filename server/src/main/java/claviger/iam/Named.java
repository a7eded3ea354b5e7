package claviger.iam;

import claviger.call.Noun;
import java.util.Locale;

/// Something of an account that has a friendly name, a path, a unique id and an ARN made of them.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html>
public interface Named extends Noun {

    /// 12 digits.
    String account();

    /// The unique id, which is never used again: such as `AIDA…`.
    String id();

    /// Unique in the account for its kind, in whatever case and under whatever path.
    String name();

    /// Begins and ends with a slash.
    String path();

    /// The first word of the last part of the ARN, such as `user`.
    String kind();

    default String arn() {
        return arn(account(), kind(), path(), name());
    }

    static String arn(String account, String kind, String path, String name) {
        return "arn:aws:iam::" + account + ":" + kind + path + name;
    }

    /// The form of a name by which it is found in any case.
    static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
