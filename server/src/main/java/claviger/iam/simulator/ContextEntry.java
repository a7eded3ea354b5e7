package claviger.iam.simulator;

import claviger.call.Length;
import claviger.call.Matches;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A condition key of a simulated request.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ContextEntry.html>
///
/// @param contextKeyType such as `string`, or `stringList` for a key of many values
public record ContextEntry(
        @Nullable @Length(min = 5, max = 256) String contextKeyName,
        @Nullable List<String> contextKeyValues,

        @Nullable
        @Matches("string|stringList|numeric|numericList|boolean|booleanList|ip|ipList|binary|binaryList|date|dateList")
        String contextKeyType) {

    boolean isList() {
        return contextKeyType != null && contextKeyType.endsWith("List");
    }
}
