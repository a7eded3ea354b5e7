package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.agreement.ECDHBasicAgreement;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// SM2 keys, which there are in Regions of China only, proved by Bouncy Castle outside the server.
class ChinaTest {

    private static final String REGION = "cn-north-1";
    private static final byte[] MESSAGE = "attack at dawn".getBytes(StandardCharsets.US_ASCII);
    private static final java.security.SecureRandom RANDOM = new java.security.SecureRandom();

    @TempDir
    static Path folder;

    private static TestClaviger claviger;

    @BeforeAll
    static void start() {
        claviger = TestClaviger.start(TestClaviger.config(folder, Set.of(REGION, "us-east-1")));
    }

    @AfterAll
    static void stop() {
        claviger.close();
    }

    @Test
    void elsewhere_there_are_none() {
        for (var usage : new String[] {"SIGN_VERIFY", "ENCRYPT_DECRYPT", "KEY_AGREEMENT"}) {
            var answer = claviger.call("CreateKey", "{\"KeySpec\":\"SM2\",\"KeyUsage\":\"%s\"}".formatted(usage));
            assertThat(answer.error()).isEqualTo("UnsupportedOperationException");
        }
    }

    @Test
    void the_arns_are_those_of_the_partition() {
        assertThat(ok("CreateKey", "{}").at("/KeyMetadata/Arn").asString()).startsWith("arn:aws-cn:kms:cn-north-1:");
    }

    @Test
    void whoever_has_the_public_key_verifies_what_was_signed() throws Exception {
        var keyId = key("SIGN_VERIFY");
        var signed = ok(
                "Sign",
                "{\"KeyId\":\"%s\",\"Message\":\"%s\",\"SigningAlgorithm\":\"SM2DSA\"}"
                        .formatted(keyId, base64(MESSAGE)));
        var verifier = new SM2Signer();
        verifier.init(false, PublicKeyFactory.createKey(blob(ok("GetPublicKey", keyId(keyId)), "PublicKey")));
        verifier.update(MESSAGE, 0, MESSAGE.length);
        assertThat(verifier.verifySignature(blob(signed, "Signature"))).isTrue();
    }

    @Test
    void what_was_encrypted_with_the_public_key_is_decrypted() throws Exception {
        var keyId = key("ENCRYPT_DECRYPT");
        var ciphertext = Wrapping.sm2(blob(ok("GetPublicKey", keyId(keyId)), "PublicKey"), MESSAGE);
        var request = "{\"KeyId\":\"%s\",\"CiphertextBlob\":\"%s\",\"EncryptionAlgorithm\":\"SM2PKE\"}";
        assertThat(blob(ok("Decrypt", request.formatted(keyId, base64(ciphertext))), "Plaintext"))
                .isEqualTo(MESSAGE);
        ciphertext[ciphertext.length - 1] ^= 1;
        assertThat(call("Decrypt", request.formatted(keyId, base64(ciphertext))).text())
                .isEqualTo("{\"__type\":\"InvalidCiphertextException\"}");
    }

    @Test
    void both_sides_derive_the_same_secret() throws Exception {
        var keyId = key("KEY_AGREEMENT");
        var pair = pair();
        var derived = ok(
                "DeriveSharedSecret",
                "{\"KeyId\":\"%s\",\"KeyAgreementAlgorithm\":\"ECDH\",\"PublicKey\":\"%s\"}"
                        .formatted(keyId, base64(pair.spki())));
        var agreement = new ECDHBasicAgreement();
        agreement.init(pair.secret());
        var theirs =
                (ECPublicKeyParameters) PublicKeyFactory.createKey(blob(ok("GetPublicKey", keyId(keyId)), "PublicKey"));
        assertThat(blob(derived, "SharedSecret"))
                .isEqualTo(BigIntegers.asUnsignedByteArray(32, agreement.calculateAgreement(theirs)));
    }

    @Test
    void material_comes_in_under_sm2() throws Exception {
        for (var spec :
                new String[] {"SYMMETRIC_DEFAULT\",\"KeyUsage\":\"ENCRYPT_DECRYPT", "SM2\",\"KeyUsage\":\"SIGN_VERIFY"
                }) {
            var keyId = ok("CreateKey", "{\"Origin\":\"EXTERNAL\",\"KeySpec\":\"%s\"}".formatted(spec))
                    .at("/KeyMetadata/KeyId")
                    .asString();
            var parameters = ok(
                    "GetParametersForImport",
                    "{\"KeyId\":\"%s\",\"WrappingAlgorithm\":\"SM2PKE\",\"WrappingKeySpec\":\"SM2\"}".formatted(keyId));
            var pair = pair();
            var material = spec.startsWith("SM2") ? pair.pkcs8() : new byte[32];
            var wrapped = Wrapping.sm2(blob(parameters, "PublicKey"), material);
            var request = "{\"KeyId\":\"%s\",\"ImportToken\":%s,\"EncryptedKeyMaterial\":\"%s\","
                    + "\"ExpirationModel\":\"KEY_MATERIAL_DOES_NOT_EXPIRE\"}";
            var spoilt = wrapped.clone();
            spoilt[spoilt.length - 1] ^= 1;
            assertThat(call(
                                    "ImportKeyMaterial",
                                    request.formatted(keyId, parameters.get("ImportToken"), base64(spoilt)))
                            .text())
                    .isEqualTo("{\"__type\":\"InvalidCiphertextException\"}");
            ok("ImportKeyMaterial", request.formatted(keyId, parameters.get("ImportToken"), base64(wrapped)));
            if (spec.startsWith("SM2")) {
                assertThat(blob(ok("GetPublicKey", keyId(keyId)), "PublicKey")).isEqualTo(pair.spki());
            }
            assertThat(ok("DescribeKey", keyId(keyId))
                            .at("/KeyMetadata/KeyState")
                            .asString())
                    .isEqualTo("Enabled");
        }
    }

    /// A key pair of somebody else.
    private record Pair(ECPrivateKeyParameters secret, ECPublicKeyParameters publicKey) {

        byte[] spki() throws Exception {
            return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicKey)
                    .getEncoded();
        }

        byte[] pkcs8() throws Exception {
            var point = new DERBitString(publicKey.getQ().getEncoded(false));
            BigInteger scalar = secret.getD();
            return new PrivateKeyInfo(
                            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, GMObjectIdentifiers.sm2p256v1),
                            new ECPrivateKey(256, scalar, point, null))
                    .getEncoded();
        }
    }

    private static Pair pair() {
        var generator = new ECKeyPairGenerator();
        generator.init(
                new ECKeyGenerationParameters(ECNamedDomainParameters.lookup(GMObjectIdentifiers.sm2p256v1), RANDOM));
        var pair = generator.generateKeyPair();
        return new Pair((ECPrivateKeyParameters) pair.getPrivate(), (ECPublicKeyParameters) pair.getPublic());
    }

    private static String key(String usage) {
        return ok("CreateKey", "{\"KeySpec\":\"SM2\",\"KeyUsage\":\"%s\"}".formatted(usage))
                .at("/KeyMetadata/KeyId")
                .asString();
    }

    private static String keyId(String keyId) {
        return "{\"KeyId\":\"" + keyId + "\"}";
    }

    private static TestClaviger.Answer call(String operation, String body) {
        return claviger.call("000000000000", REGION, operation, body);
    }

    private static JsonNode ok(String operation, String body) {
        var answer = call(operation, body);
        assertThat(answer.status()).as("%s: %s", operation, answer).isEqualTo(200);
        return answer.json();
    }

    private static byte[] blob(JsonNode answer, String member) {
        return Base64.getDecoder().decode(answer.get(member).asString());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
