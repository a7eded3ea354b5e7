package claviger.kms.rotation;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Page;
import claviger.call.Range;
import claviger.kms.ExpirationModelType;
import claviger.kms.KeyKind;
import claviger.kms.KeyMaterial;
import claviger.kms.KmsError;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.Needs;
import claviger.kms.RotationType;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Lists the rotations of a KMS key that are over, the oldest first, or all its material.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyRotations.html>
public final class ListKeyRotations implements KmsOperation<ListKeyRotations.Request, ListKeyRotations.Response> {

    private static final int DEFAULT_LIMIT = 100;

    /// What to list.
    public enum IncludeKeyMaterial {
        ALL_KEY_MATERIAL,
        ROTATIONS_ONLY
    }

    /// What a material is to its key.
    public enum KeyMaterialState {
        NON_CURRENT,
        CURRENT,
        PENDING_ROTATION,
        PENDING_MULTI_REGION_IMPORT_AND_ROTATION
    }

    /// Whether material that was imported is there.
    public enum ImportState {
        IMPORTED,
        PENDING_IMPORT
    }

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,
            @Audited @Nullable IncludeKeyMaterial includeKeyMaterial,
            @Audited @Nullable @Range(min = 1, max = 1000) Integer limit,

            @Audited @Nullable @Length(min = 1, max = 1024) @Matches("[\\u0020-\\u00FF]*")
            String marker) {}

    public record Response(
            List<RotationsListEntry> rotations, @Nullable String nextMarker, boolean truncated) {}

    /// A material of the key, and how it came to be.
    public record RotationsListEntry(
            String keyId,
            String keyMaterialId,
            @Nullable String keyMaterialDescription,
            @Nullable ImportState importState,
            KeyMaterialState keyMaterialState,
            @Nullable ExpirationModelType expirationModel,
            @Nullable Instant validTo,
            @Nullable Instant rotationDate,
            @Nullable RotationType rotationType) {}

    @Override
    public Needs needs(Request request) {
        return Needs.keyById(request.keyId(), Needs.ANY_STATE, KeyKind.ROTATING);
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var all = request.includeKeyMaterial() == IncludeKeyMaterial.ALL_KEY_MATERIAL;
        int limit = request.limit() == null ? DEFAULT_LIMIT : request.limit();
        var page =
                Page.of(inOrder(leave, all), request.marker(), limit).orElseThrow(KmsError.INVALID_MARKER::unexplained);
        var entries =
                page.items().stream().map(material -> entry(material, leave)).toList();
        return answer(new Response(entries, page.nextMarker(), page.truncated()));
    }

    /// By the time at which they became the key's. At most some hundred: one for each rotation in a life.
    private static NavigableMap<String, KeyMaterial> inOrder(Leave leave, boolean all) {
        var ordered = new TreeMap<String, KeyMaterial>();
        for (var material : leave.materials()) {
            var rotated = material.rotated();
            if (rotated != null) {
                ordered.put("%019d/%s".formatted(rotated.at().toEpochMilli(), material.id()), material);
            } else if (all) {
                // Before the digits, or behind them.
                ordered.put((material.isPendingRotation() ? ":" : "/") + material.id(), material);
            }
        }
        return ordered;
    }

    private static KeyMaterialState state(KeyMaterial material, Leave leave) {
        if (material.isPendingRotation()) {
            return leave.related().size() > 1 && !leave.isEverywhere(material)
                    ? KeyMaterialState.PENDING_MULTI_REGION_IMPORT_AND_ROTATION
                    : KeyMaterialState.PENDING_ROTATION;
        }
        return material.id().equals(leave.primary().currentMaterialId())
                ? KeyMaterialState.CURRENT
                : KeyMaterialState.NON_CURRENT;
    }

    private static ExpirationModelType model(@Nullable Instant validTo) {
        return validTo == null
                ? ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE
                : ExpirationModelType.KEY_MATERIAL_EXPIRES;
    }

    private static RotationsListEntry entry(KeyMaterial material, Leave leave) {
        var rotated = material.rotated();
        var imported = material.imported();
        var isThere = material.isThere(leave.now());
        return new RotationsListEntry(
                material.keyId(),
                material.id(),
                imported == null ? null : imported.description(),
                imported == null ? null : isThere ? ImportState.IMPORTED : ImportState.PENDING_IMPORT,
                state(material, leave),
                imported == null || !isThere ? null : model(material.validTo()),
                isThere ? material.validTo() : null,
                rotated == null ? null : rotated.at(),
                rotated == null ? null : rotated.type());
    }
}
