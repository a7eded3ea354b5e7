package claviger.kms.grant;

import claviger.call.AwsException;
import claviger.call.CommonError;
import claviger.call.Page;
import claviger.iam.Directory;
import claviger.kms.Grant;
import claviger.kms.KmsError;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/// What the two lists of grants have in common.
final class GrantPages {

    private static final int DEFAULT_LIMIT = 50;

    private GrantPages() {}

    /// @throws AwsException InvalidMarkerException if no page gave out the marker
    static Page<GrantListEntry> of(
            NavigableMap<String, Grant> grants, @Nullable String marker, @Nullable Integer limit, Directory directory) {
        var page = Page.of(grants, marker, limit == null ? DEFAULT_LIMIT : limit)
                .orElseThrow(KmsError.INVALID_MARKER::unexplained);
        List<GrantListEntry> entries = page.items().stream()
                .map(grant -> GrantListEntry.of(grant, directory))
                .toList();
        return new Page<>(entries, page.nextMarker());
    }

    /// Services may ask for what names a service principal. No caller is one.
    static AwsException onlyForServices(String member) {
        return CommonError.VALIDATION.because("%s can be used only by an AWS service.", member);
    }
}
