package claviger.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A pattern of an ARN, compared part by part: a wildcard crosses slashes, and never one of the
/// first five colons.
final class ArnPattern {

    private final List<Template> parts;
    /// A text of variables that only makes an ARN with their values, such as
    /// `${aws:PrincipalArn}`.
    private final @Nullable Template whole;

    private ArnPattern(List<Template> parts, @Nullable Template whole) {
        this.parts = parts;
        this.whole = whole;
    }

    /// A value of an ARN operator. Where the text has its five colons, a variable's value never
    /// adds to them, so that a tag with colons cannot move what the policy says of the account
    /// into another part.
    static ArnPattern ofCondition(String text, boolean expanding) {
        var template = Template.of(text, true, expanding);
        var parts = template.arnParts();
        return new ArnPattern(parts, parts.isEmpty() && template.hasVariables() ? template : null);
    }

    /// A value of Resource, in which variables stand only after the fifth colon.
    static ArnPattern ofResource(String text, boolean expanding) {
        int colon = -1;
        for (int i = 0; i < 5; i++) {
            colon = text.indexOf(':', colon + 1);
            if (colon < 0) {
                return new ArnPattern(List.of(), null);
            }
        }
        var head = Template.of(text.substring(0, colon + 1), true, false).arnParts();
        var parts = new java.util.ArrayList<>(head.subList(0, 5));
        parts.add(Template.of(text.substring(colon + 1), true, expanding));
        return new ArnPattern(List.copyOf(parts), null);
    }

    boolean matches(String text, DecisionContext context) {
        var arn = Arn.of(text);
        return arn != null && matches(arn, context);
    }

    boolean matches(Arn arn, DecisionContext context) {
        if (whole != null) {
            var elements = whole.expandedElements(context);
            return elements != null && matches(Template.ofElements(elements).arnParts(), arn, context);
        }
        return matches(parts, arn, context);
    }

    private static boolean matches(List<Template> parts, Arn arn, DecisionContext context) {
        // The resource first: it tells apart most.
        return !parts.isEmpty()
                && parts.get(5).matches(arn.resource(), context)
                && parts.get(4).matches(arn.account(), context)
                && parts.get(3).matches(arn.region(), context)
                && parts.get(2).matches(arn.service(), context)
                && parts.get(1).matches(arn.partition(), context)
                && parts.get(0).matches(arn.prefix(), context);
    }

    List<Template.Variable> variables() {
        return whole != null
                ? whole.variables()
                : parts.isEmpty() ? List.of() : parts.get(5).variables();
    }
}
