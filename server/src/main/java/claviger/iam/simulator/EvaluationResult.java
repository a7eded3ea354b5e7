package claviger.iam.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was decided of one action on one resource.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html>
///
/// @param evalDecision `allowed`, `explicitDeny` or `implicitDeny`
/// @param matchedStatements that decided it; empty if none did
/// @param missingContextValues condition keys that statements wanted and the request did not have
/// @param permissionsBoundaryDecisionDetail `null` without a permissions boundary
public record EvaluationResult(
        String evalActionName,
        String evalResourceName,
        String evalDecision,
        List<Statement> matchedStatements,
        List<String> missingContextValues,
        @Nullable PermissionsBoundaryDecisionDetail permissionsBoundaryDecisionDetail) {

    /// @param sourcePolicyId an inline policy's name, a managed policy's ARN, or which of the
    ///     policies that the request gave, such as `PolicyInputList.1`
    public record Statement(String sourcePolicyId) {}

    /// Whether the boundary allows it.
    public record PermissionsBoundaryDecisionDetail(boolean allowedByPermissionsBoundary) {}
}
