package claviger.policy;

/// The kinds of policy that a decision rests on, in AWS's words.
public enum PolicySource {
    SERVICE_CONTROL("a", "service control policy"),
    RESOURCE_CONTROL("a", "resource control policy"),
    RESOURCE("a", "resource-based policy"),
    IDENTITY("an", "identity-based policy"),
    BOUNDARY("a", "permissions boundary"),
    SESSION("a", "session policy");

    private final String article;
    private final String noun;

    PolicySource(String article, String noun) {
        this.article = article;
        this.noun = noun;
    }

    /// Such as `identity-based policy`.
    public String noun() {
        return noun;
    }

    String withArticle() {
        return article + " " + noun;
    }
}
