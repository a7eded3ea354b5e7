package claviger.call;

/// A Region's facts that follow from its name.
public final class Region {

    private Region() {}

    /// The partition in the ARNs of a Region: `aws`, `aws-cn` or `aws-us-gov`.
    ///
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html>
    public static String partition(String region) {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
