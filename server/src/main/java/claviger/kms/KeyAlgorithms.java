package claviger.kms;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The algorithms that a key knows: those of its usage, and `null` for every other.
public record KeyAlgorithms(
        @Nullable List<EncryptionAlgorithmSpec> encryption,
        @Nullable List<SigningAlgorithmSpec> signing,
        @Nullable List<KeyAgreementAlgorithmSpec> agreement,
        @Nullable List<MacAlgorithmSpec> mac,
        @Nullable List<EncapsulationAlgorithmSpec> encapsulation) {

    public static KeyAlgorithms of(Key key) {
        var spec = key.spec();
        return switch (key.usage()) {
            case ENCRYPT_DECRYPT -> new KeyAlgorithms(spec.encryptionAlgorithms(), null, null, null, null);
            case SIGN_VERIFY -> new KeyAlgorithms(null, spec.signingAlgorithms(), null, null, null);
            case KEY_AGREEMENT ->
                new KeyAlgorithms(null, null, List.of(KeyAgreementAlgorithmSpec.values()), null, null);
            case GENERATE_VERIFY_MAC -> new KeyAlgorithms(null, null, null, spec.macAlgorithms(), null);
            case ENCAPSULATE_DECAPSULATE ->
                new KeyAlgorithms(null, null, null, null, List.of(EncapsulationAlgorithmSpec.values()));
        };
    }
}
