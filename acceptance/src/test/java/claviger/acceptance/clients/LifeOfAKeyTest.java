package claviger.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claviger.acceptance.Claviger;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AlgorithmSpec;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.ExpirationModelType;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KeyAgreementAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsInvalidMacException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.OriginType;
import software.amazon.awssdk.services.kms.model.RotationType;
import software.amazon.awssdk.services.kms.model.RotationsListEntry;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.WrappingKeySpec;

/// The life of a key from its making to its deletion, with relatives of other kinds, told by three unmodified
/// clients to one server. What the server has signed or agreed on is checked by somebody who knows nothing of it.
///
/// A new kind of step goes into all three: here, `stories/life-of-a-key.sh` and `js/life-of-a-key.js`.
final class LifeOfAKeyTest {

    private static final int STEPS = 13;
    private static final int STEPS_OF_THE_VERIFIERS = 5;

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final SdkBytes PLAIN = SdkBytes.fromUtf8String("a secret");
    private static final SdkBytes OTHER = SdkBytes.fromUtf8String("another text");
    private static final Map<String, String> CONTEXT = Map.of("purpose", "story");

    @TempDir
    private static Path serverFolder = Path.of("");

    private static @Nullable Claviger server;

    @TempDir
    private Path folder = Path.of("");

    private final KmsClient kms = Clients.sdk(server().endpoint(), Region.US_EAST_1);

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = Claviger.dev(serverFolder.resolve("data"));
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        server().stop();
        var used = Compatibility.used(
                serverFolder.resolve("data"),
                Map.of(
                        "aws-sdk-java/2", "AWS SDK for Java 2",
                        "aws-sdk-js/3", "AWS SDK for JavaScript 3",
                        "aws-cli/2", "AWS CLI 2"));
        // Where a client is missing, its story was not told.
        if (used.size() == 3) {
            Compatibility.requireTable("clients", Compatibility.table(used));
        }
    }

    private static Claviger server() {
        return Objects.requireNonNull(server);
    }

    @Test
    void the_AWS_CLI_and_OpenSSL_tell_it() throws IOException, InterruptedException {
        Clients.requireAwsCli();
        Clients.requireOpenSsl();
        var script = "life-of-a-key.sh";
        Clients.assertTold(script, STEPS, Clients.runStory(folder, server().endpoint(), "bash", script));
    }

    @Test
    void the_AWS_SDK_for_JavaScript_and_node_crypto_tell_it() throws IOException, InterruptedException {
        Clients.requireJavaScript();
        var script = "life-of-a-key.js";
        var port = String.valueOf(server().endpoint().getPort());
        Clients.assertTold(
                script,
                STEPS,
                Clients.runJavaScript(
                        folder, server().endpoint(), script, Claviger.root().toString(), port));
    }

    @Test
    void ethers_recovers_the_address_and_jose_accepts_the_tokens() throws IOException, InterruptedException {
        Clients.requireJavaScript();
        var script = "verifiers.js";
        Clients.assertTold(script, STEPS_OF_THE_VERIFIERS, Clients.runJavaScript(folder, server().endpoint(), script));
    }

    @Test
    void the_AWS_SDK_for_Java_and_the_JDK_tell_it() throws IOException, InterruptedException, GeneralSecurityException {
        var key = created(CreateKeyRequest.builder().description("a life"));
        var sealed = isNamedAndSeals(key);
        makesADataKey(key);
        isRotatedByTheClock(key, sealed);
        isRotatedOnDemand(key, sealed);
        isDisabledAndEnabled(key, sealed);
        isSavedFromDeletion(key, sealed);
        hasAReplicaThatOpensWhatThePrimarySealed();
        signs();
        agreesOnASecret();
        authenticates();
        isImportedDeletedAndExpires();
        isDeletedByTheClock(key);
        System.out.println("clients: AWS SDK for Java 2: the life of a key");
    }

    private SdkBytes isNamedAndSeals(String key) {
        kms.createAlias(request -> request.aliasName("alias/life-java").targetKeyId(key));
        assertThat(kms.describeKey(request -> request.keyId("alias/life-java"))
                        .keyMetadata()
                        .keyId())
                .isEqualTo(key);
        var sealed = kms.encrypt(request ->
                        request.keyId("alias/life-java").plaintext(PLAIN).encryptionContext(CONTEXT))
                .ciphertextBlob();
        opens(sealed);
        assertThatThrownBy(() -> kms.decrypt(
                        request -> request.ciphertextBlob(sealed).encryptionContext(Map.of("purpose", "another"))))
                .isInstanceOf(InvalidCiphertextException.class);
        return sealed;
    }

    private void opens(SdkBytes sealed) {
        assertThat(kms.decrypt(request -> request.ciphertextBlob(sealed).encryptionContext(CONTEXT))
                        .plaintext())
                .isEqualTo(PLAIN);
    }

    private void makesADataKey(String key) {
        var dataKey = kms.generateDataKey(request -> request.keyId(key).keySpec(DataKeySpec.AES_256));
        assertThat(dataKey.plaintext().asByteArrayUnsafe()).hasSize(32);
        assertThat(kms.decrypt(request -> request.ciphertextBlob(dataKey.ciphertextBlob()))
                        .plaintext())
                .isEqualTo(dataKey.plaintext());
    }

    private void isRotatedByTheClock(String key, SdkBytes sealed) throws IOException, InterruptedException {
        var first = material(key);
        kms.enableKeyRotation(request -> request.keyId(key).rotationPeriodInDays(90));
        assertThat(material(key)).isEqualTo(first);
        advance("90d");
        assertThat(material(key)).isNotEqualTo(first);
        assertThat(rotations(key)).containsExactly(RotationType.AUTOMATIC);
        opens(sealed);
    }

    private void isRotatedOnDemand(String key, SdkBytes sealed) {
        var before = material(key);
        kms.rotateKeyOnDemand(request -> request.keyId(key));
        var end = Instant.now().plus(SOON);
        while (material(key).equals(before)) {
            assertThat(Instant.now()).as("rotated by").isBefore(end);
        }
        assertThat(rotations(key)).contains(RotationType.ON_DEMAND);
        opens(sealed);
    }

    private String material(String key) {
        return kms.describeKey(request -> request.keyId(key)).keyMetadata().currentKeyMaterialId();
    }

    private List<RotationType> rotations(String key) {
        return kms.listKeyRotations(request -> request.keyId(key)).rotations().stream()
                .map(RotationsListEntry::rotationType)
                .toList();
    }

    private void isDisabledAndEnabled(String key, SdkBytes sealed) {
        kms.disableKey(request -> request.keyId(key));
        assertThatThrownBy(() -> kms.encrypt(request -> request.keyId(key).plaintext(PLAIN)))
                .isInstanceOf(DisabledException.class);
        kms.enableKey(request -> request.keyId(key));
        opens(sealed);
    }

    private void isSavedFromDeletion(String key, SdkBytes sealed) {
        assertThat(kms.scheduleKeyDeletion(request -> request.keyId(key).pendingWindowInDays(7))
                        .keyState())
                .isEqualTo(KeyState.PENDING_DELETION);
        assertThatThrownBy(() -> kms.encrypt(request -> request.keyId(key).plaintext(PLAIN)))
                .isInstanceOf(KmsInvalidStateException.class);
        kms.cancelKeyDeletion(request -> request.keyId(key));
        assertThatThrownBy(() -> kms.encrypt(request -> request.keyId(key).plaintext(PLAIN)))
                .isInstanceOf(DisabledException.class);
        kms.enableKey(request -> request.keyId(key));
        opens(sealed);
    }

    private void hasAReplicaThatOpensWhatThePrimarySealed() {
        try (var there = Clients.sdk(server().endpoint(), Region.EU_WEST_1)) {
            var primary = created(CreateKeyRequest.builder().multiRegion(true));
            var sealed = kms.encrypt(request -> request.keyId(primary).plaintext(PLAIN))
                    .ciphertextBlob();
            assertThatThrownBy(() -> there.describeKey(request -> request.keyId(primary)))
                    .isInstanceOf(NotFoundException.class);
            kms.replicateKey(request -> request.keyId(primary).replicaRegion("eu-west-1"));
            var end = Instant.now().plus(SOON);
            while (there.describeKey(request -> request.keyId(primary))
                            .keyMetadata()
                            .keyState()
                    != KeyState.ENABLED) {
                assertThat(Instant.now()).as("replicated by").isBefore(end);
            }
            assertThat(there.decrypt(request -> request.keyId(primary).ciphertextBlob(sealed))
                            .plaintext())
                    .isEqualTo(PLAIN);
        }
    }

    private void signs() throws GeneralSecurityException {
        var pss = new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, 1);
        signs(KeySpec.RSA_2048, SigningAlgorithmSpec.RSASSA_PKCS1_V1_5_SHA_256, "RSA", "SHA256withRSA", null);
        signs(KeySpec.RSA_2048, SigningAlgorithmSpec.RSASSA_PSS_SHA_384, "RSA", "RSASSA-PSS", pss);
        signs(KeySpec.ECC_NIST_P256, SigningAlgorithmSpec.ECDSA_SHA_256, "EC", "SHA256withECDSA", null);
        signs(KeySpec.ECC_NIST_EDWARDS25519, SigningAlgorithmSpec.ED25519_SHA_512, "Ed25519", "Ed25519", null);
    }

    private void signs(
            KeySpec spec,
            SigningAlgorithmSpec algorithm,
            String family,
            String verifier,
            @Nullable AlgorithmParameterSpec parameters)
            throws GeneralSecurityException {
        var key = created(CreateKeyRequest.builder().keySpec(spec).keyUsage(KeyUsageType.SIGN_VERIFY));
        var signature = kms.sign(request -> request.keyId(key).message(PLAIN).signingAlgorithm(algorithm))
                .signature();
        assertThat(kms.verify(request -> request.keyId(key)
                                .message(PLAIN)
                                .signingAlgorithm(algorithm)
                                .signature(signature))
                        .signatureValid())
                .isTrue();
        var outside = Signature.getInstance(verifier);
        for (var message : List.of(PLAIN, OTHER)) {
            if (parameters != null) {
                outside.setParameter(parameters);
            }
            outside.initVerify(publicKey(key, family));
            outside.update(message.asByteArrayUnsafe());
            assertThat(outside.verify(signature.asByteArrayUnsafe()))
                    .as("%s of %s", algorithm, message)
                    .isEqualTo(message.equals(PLAIN));
        }
    }

    private void agreesOnASecret() throws GeneralSecurityException {
        var key = created(
                CreateKeyRequest.builder().keySpec(KeySpec.ECC_NIST_P256).keyUsage(KeyUsageType.KEY_AGREEMENT));
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var own = generator.generateKeyPair();
        var here = KeyAgreement.getInstance("ECDH");
        here.init(own.getPrivate());
        here.doPhase(publicKey(key, "EC"), true);
        assertThat(kms.deriveSharedSecret(request -> request.keyId(key)
                                .keyAgreementAlgorithm(KeyAgreementAlgorithmSpec.ECDH)
                                .publicKey(
                                        SdkBytes.fromByteArray(own.getPublic().getEncoded())))
                        .sharedSecret()
                        .asByteArrayUnsafe())
                .isEqualTo(here.generateSecret());
    }

    private PublicKey publicKey(String key, String family) throws GeneralSecurityException {
        var encoded = kms.getPublicKey(request -> request.keyId(key)).publicKey();
        return KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(encoded.asByteArrayUnsafe()));
    }

    private void authenticates() {
        var key = created(
                CreateKeyRequest.builder().keySpec(KeySpec.HMAC_256).keyUsage(KeyUsageType.GENERATE_VERIFY_MAC));
        var mac = kms.generateMac(request -> request.keyId(key)
                        .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256)
                        .message(PLAIN))
                .mac();
        assertThat(kms.verifyMac(request -> request.keyId(key)
                                .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256)
                                .message(PLAIN)
                                .mac(mac))
                        .macValid())
                .isTrue();
        assertThatThrownBy(() -> kms.verifyMac(request -> request.keyId(key)
                        .macAlgorithm(MacAlgorithmSpec.HMAC_SHA_256)
                        .message(OTHER)
                        .mac(mac)))
                .isInstanceOf(KmsInvalidMacException.class);
    }

    private void isImportedDeletedAndExpires() throws IOException, InterruptedException, GeneralSecurityException {
        var key = created(CreateKeyRequest.builder().origin(OriginType.EXTERNAL));
        var secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        assertThatThrownBy(() -> kms.encrypt(request -> request.keyId(key).plaintext(PLAIN)))
                .isInstanceOf(KmsInvalidStateException.class);
        imports(key, secret, false);
        var sealed = kms.encrypt(request -> request.keyId(key).plaintext(PLAIN)).ciphertextBlob();
        kms.deleteImportedKeyMaterial(request -> request.keyId(key));
        assertThatThrownBy(() -> kms.decrypt(request -> request.ciphertextBlob(sealed)))
                .isInstanceOf(KmsInvalidStateException.class);
        imports(key, secret, true);
        assertThat(kms.decrypt(request -> request.ciphertextBlob(sealed)).plaintext())
                .isEqualTo(PLAIN);
        advance("25h");
        assertThatThrownBy(() -> kms.decrypt(request -> request.ciphertextBlob(sealed)))
                .isInstanceOf(KmsInvalidStateException.class);
    }

    /// @param forADay by the server's clock: as long as the wrapping key is good
    private void imports(String key, byte[] secret, boolean forADay) throws GeneralSecurityException {
        var parameters = kms.getParametersForImport(request -> request.keyId(key)
                .wrappingAlgorithm(AlgorithmSpec.RSAES_OAEP_SHA_256)
                .wrappingKeySpec(WrappingKeySpec.RSA_3072));
        var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                KeyFactory.getInstance("RSA")
                        .generatePublic(
                                new X509EncodedKeySpec(parameters.publicKey().asByteArrayUnsafe())),
                new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        var wrapped = SdkBytes.fromByteArray(cipher.doFinal(secret));
        kms.importKeyMaterial(request -> {
            request.keyId(key).importToken(parameters.importToken()).encryptedKeyMaterial(wrapped);
            if (forADay) {
                request.validTo(parameters.parametersValidTo());
            } else {
                request.expirationModel(ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE);
            }
        });
    }

    private void isDeletedByTheClock(String key) throws IOException, InterruptedException {
        kms.scheduleKeyDeletion(request -> request.keyId(key).pendingWindowInDays(7));
        advance("8d");
        for (var name : List.of(key, "alias/life-java")) {
            assertThatThrownBy(() -> kms.describeKey(request -> request.keyId(name)))
                    .isInstanceOf(NotFoundException.class);
        }
    }

    private String created(CreateKeyRequest.Builder request) {
        return kms.createKey(request.build()).keyMetadata().keyId();
    }

    private static void advance(String by) throws IOException, InterruptedException {
        var port = String.valueOf(server().endpoint().getPort());
        var ended = Claviger.run("clock", "advance", "--port", port, by);
        assertThat(ended.exitCode()).as("%s", ended).isZero();
    }
}
