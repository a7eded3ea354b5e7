package claviger.kms.key;

import static claviger.call.Operation.Outcome.answer;

import claviger.call.Audited;
import claviger.call.Length;
import claviger.call.Matches;
import claviger.call.Noun;
import claviger.call.Region;
import claviger.kms.Facts;
import claviger.kms.Key;
import claviger.kms.KeyKind;
import claviger.kms.KeyManagerType;
import claviger.kms.KeyProperties;
import claviger.kms.KeyState;
import claviger.kms.KmsError;
import claviger.kms.KmsOperation;
import claviger.kms.Leave;
import claviger.kms.MultiRegionKeyType;
import claviger.kms.Needs;
import claviger.kms.NewMaterial;
import claviger.kms.OriginType;
import claviger.kms.PolicyText;
import claviger.kms.ResourceQuotas;
import claviger.kms.Tag;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes a replica of a multi-Region key in another Region: another key with the same id and material.
///
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html>
public final class ReplicateKey implements KmsOperation<ReplicateKey.Request, ReplicateKey.Response> {

    static final String REGION = "^([a-z]+-){2,3}\\d+$";

    private final NewMaterial newMaterial;
    private final PolicyText policies;
    private final ResourceQuotas quotas;
    private final Set<String> regions;

    /// @param regions the Regions that are served
    public ReplicateKey(NewMaterial newMaterial, PolicyText policies, ResourceQuotas quotas, Set<String> regions) {
        this.newMaterial = newMaterial;
        this.policies = policies;
        this.quotas = quotas;
        this.regions = regions;
    }

    public record Request(
            @Audited @Length(min = 1, max = 2048) String keyId,

            @Audited @Length(min = 1, max = 32) @Matches(REGION)
            String replicaRegion,

            @Audited @Nullable @Length(min = 1, max = 131_072) @Matches(PolicyText.PATTERN)
            String policy,

            @Audited @Nullable Boolean bypassPolicyLockoutSafetyCheck,
            @Audited @Nullable @Length(max = 8192) String description,
            @Audited List<Tag> tags) {}

    public record Response(
            @Audited KeyMetadata replicaKeyMetadata,
            @Audited String replicaPolicy,
            @Audited List<Tag> replicaTags) {}

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public Needs needs(Request request) {
        return Needs.keyById(request.keyId(), EnumSet.of(KeyState.ENABLED), KeyKind.MULTI_REGION_PRIMARY)
                .saying(Facts.of("kms:replicaregion", request.replicaRegion()))
                .replicatingTo(request.replicaRegion(), Facts.ofTags(request.tags()));
    }

    @Override
    public Outcome<Response> handle(Request request, Leave leave) {
        var primary = leave.key();
        var region = request.replicaRegion();
        if (!regions.contains(region) || !Region.partition(region).equals(Region.partition(primary.region()))) {
            throw KmsError.UNSUPPORTED_OPERATION.because("Region %s is not supported.", region);
        }
        if (leave.owned(region).key(primary.id()) != null) {
            throw KmsError.ALREADY_EXISTS.because(
                    "Key %s already exists.", Key.arn(primary.account(), region, primary.id()));
        }
        quotas.admitKey(leave.owned(region).keys().size());
        var replica = replica(request, primary, leave);
        var nouns = new ArrayList<Noun>(leave.copies(newMaterial, region));
        nouns.add(replica);
        // Else a deletion or a rotation that knew of no replica could come after this.
        nouns.add(primary.renumbered());
        var related = new TreeMap<>(leave.related());
        related.put(region, replica);
        return answer(new Response(KeyMetadata.of(replica, related, leave.now()), replica.policy(), request.tags()))
                .changing(nouns.toArray(Noun[]::new));
    }

    /// Policy, description and tags are its own, and not those of the primary.
    private Key replica(Request request, Key primary, Leave leave) {
        var policy = request.policy();
        return new Key(
                primary.account(),
                request.replicaRegion(),
                primary.id(),
                primary.spec(),
                primary.usage(),
                primary.origin(),
                KeyManagerType.CUSTOMER,
                KeyState.CREATING,
                request.description() == null ? "" : request.description(),
                policy == null
                        ? PolicyText.delegatingTo(primary.account(), request.replicaRegion())
                        : policies.put(
                                policy,
                                request.bypassPolicyLockoutSafetyCheck(),
                                leave,
                                Key.arn(primary.account(), request.replicaRegion(), primary.id()),
                                KeyProperties.replicaOf(primary)),
                Tag.added(Map.of(), request.tags()),
                primary.origin() == OriginType.EXTERNAL ? null : primary.currentMaterialId(),
                primary.rotation(),
                MultiRegionKeyType.REPLICA,
                null,
                null,
                leave.now(),
                1);
    }
}
