package claviger;

import claviger.call.CommonError;
import claviger.crypto.SecretBytes;
import claviger.kms.KmsError;
import claviger.kms.NewMaterial;
import claviger.kms.PolicyText;
import claviger.kms.ResourceQuotas;
import claviger.kms.key.CreateKey;
import claviger.wire.Protocol.Message;
import claviger.wire.RequestTags;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The two tags by which scripts written for emulators choose what AWS would choose: the id of a new key and its
/// material. The material is taken out before anything reads the request: it is no tag, and stands in no record.
///
/// <https://docs.localstack.cloud/aws/services/kms/>
final class EmulatorTags implements Preparation {

    private static final String ID = "_custom_id_";
    private static final String MATERIAL = "_custom_key_material_";

    /// Whoever puts tags.
    private static final Set<String> TAGGING = Set.of("CreateKey", "ReplicateKey", "TagResource");

    private final NewMaterial newMaterial;
    private final PolicyText policies;
    private final ResourceQuotas quotas;

    EmulatorTags(NewMaterial newMaterial, PolicyText policies, ResourceQuotas quotas) {
        this.newMaterial = newMaterial;
        this.policies = policies;
        this.quotas = quotas;
    }

    @Override
    public Prepared prepare(Entry<?, ?> entry, Message message) {
        if (!TAGGING.contains(entry.operation().name())) {
            return new Prepared(entry, message);
        }
        var body = message.body();
        var without = RequestTags.take(body, MATERIAL);
        var isCreateKey = entry.operation() instanceof CreateKey;
        if (!without.values().isEmpty() && !isCreateKey) {
            throw CommonError.VALIDATION.because("The tag %s goes only with CreateKey.", MATERIAL);
        }
        if (!isCreateKey) {
            return new Prepared(entry, message);
        }
        if (without.values().size() > 1) {
            throw KmsError.TAG.because("Duplicate tag keys");
        }
        var ids = RequestTags.take(body, ID).values();
        if (without.values().isEmpty() && ids.isEmpty()) {
            return new Prepared(entry, message);
        }
        var given = new CreateKey.Given(
                ids.isEmpty() ? null : ids.getFirst(),
                without.values().isEmpty() ? null : decoded(without.values().getFirst()));
        var creating = new CreateKey(newMaterial, policies, quotas, given);
        return new Prepared(Entry.of(creating), message.with(without.body()));
    }

    private static @Nullable SecretBytes decoded(String base64) {
        try {
            return SecretBytes.adopt(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw CommonError.VALIDATION.because("The value of the tag %s must be base64.", MATERIAL);
        }
    }
}
