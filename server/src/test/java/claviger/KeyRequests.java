package claviger;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.kms.KeySpec;
import claviger.kms.KeyUsageType;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Base64;

/// A key, and a request for every operation that is on a key, which succeeds if the operation fits the key and its
/// state.
record KeyRequests(TestClaviger claviger, String region, String keyId, KeySpec spec, KeyUsageType usage) {

    static final String ACCOUNT = "000000000000";
    static final String ROOT = "arn:aws:iam::000000000000:root";

    private static final String WRAPPING = "RSA_AES_KEY_WRAP_SHA_256";
    private static final String MESSAGE = "\"Message\": \"aGVsbG8=\"";
    private static final String FOR_EVER = "\"ExpirationModel\": \"KEY_MATERIAL_DOES_NOT_EXPIRE\"";

    /// A key of this kind.
    static KeyRequests create(TestClaviger claviger, String region, KeySpec spec, KeyUsageType usage, String more) {
        var made = good(
                claviger,
                region,
                "CreateKey",
                "{" + more + "\"KeySpec\": \"" + spec + "\", \"KeyUsage\": \"" + usage + "\"}");
        var keyId = made.json().at("/KeyMetadata/KeyId").asString();
        return new KeyRequests(claviger, region, keyId, spec, usage);
    }

    /// Whatever it needs, such as a ciphertext, is made now.
    String request(String operation) {
        var alias = "alias/" + keyId;
        var id = "\"KeyId\": \"" + keyId + "\"";
        var target = "{\"AliasName\": \"" + alias + "\", \"TargetKeyId\": \"" + keyId + "\"}";
        return switch (operation) {
            case "CreateAlias" -> target;
            case "DeleteAlias" -> {
                good("CreateAlias", target);
                yield "{\"AliasName\": \"" + alias + "\"}";
            }
            case "UpdateAlias" -> {
                var other = create(claviger, region, spec, usage, "");
                good("CreateAlias", "{\"AliasName\": \"" + alias + "\", \"TargetKeyId\": \"" + other.keyId + "\"}");
                yield target;
            }
            case "Encrypt" -> "{" + id + ", \"Plaintext\": \"aGVsbG8=\"" + encryption("EncryptionAlgorithm") + "}";
            case "Decrypt" ->
                "{" + id + ", \"CiphertextBlob\": " + made("Encrypt", "CiphertextBlob")
                        + encryption("EncryptionAlgorithm") + "}";
            case "ReEncrypt" ->
                "{\"SourceKeyId\": \"" + keyId + "\", \"DestinationKeyId\": \"" + keyId + "\", \"CiphertextBlob\": "
                        + made("Encrypt", "CiphertextBlob") + encryption("SourceEncryptionAlgorithm")
                        + encryption("DestinationEncryptionAlgorithm") + "}";
            case "CreateGrant" ->
                "{" + id + ", \"GranteePrincipal\": \"" + root() + "\", \"RetiringPrincipal\": \"" + root()
                        + "\", \"Operations\": [\"DescribeKey\"]}";
            case "RetireGrant", "RevokeGrant" -> "{" + id + ", \"GrantId\": " + made("CreateGrant", "GrantId") + "}";
            case "TagResource" -> "{" + id + ", \"Tags\": [{\"TagKey\": \"a\", \"TagValue\": \"b\"}]}";
            case "UntagResource" -> "{" + id + ", \"TagKeys\": [\"a\"]}";
            case "Sign" -> "{" + id + ", " + MESSAGE + ", \"SigningAlgorithm\": \"" + signing() + "\"}";
            case "Verify" ->
                "{" + id + ", " + MESSAGE + ", \"SigningAlgorithm\": \"" + signing() + "\", \"Signature\": "
                        + made("Sign", "Signature") + "}";
            case "GenerateMac" -> "{" + id + ", " + MESSAGE + ", \"MacAlgorithm\": \"" + mac() + "\"}";
            case "VerifyMac" ->
                "{" + id + ", " + MESSAGE + ", \"MacAlgorithm\": \"" + mac() + "\", \"Mac\": "
                        + made("GenerateMac", "Mac") + "}";
            case "Encapsulate" -> "{" + id + ", \"EncapsulationAlgorithm\": \"ML_KEM\"}";
            case "Decapsulate" ->
                "{" + id + ", \"EncapsulationAlgorithm\": \"ML_KEM\", \"SharedSecretCiphertextBlob\": "
                        + made("Encapsulate", "SharedSecretCiphertextBlob") + "}";
            case "DeriveSharedSecret" ->
                "{" + id + ", \"KeyAgreementAlgorithm\": \"ECDH\", \"PublicKey\": " + made("GetPublicKey", "PublicKey")
                        + "}";
            case "GenerateDataKey", "GenerateDataKeyWithoutPlaintext" -> "{" + id + ", \"KeySpec\": \"AES_256\"}";
            case "GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext" ->
                "{" + id + ", \"KeyPairSpec\": \"ECC_NIST_P256\"}";
            case "PutKeyPolicy" -> "{" + id + ", \"Policy\": \"" + TestClaviger.ROOT_POLICY.formatted(ACCOUNT) + "\"}";
            case "ReplicateKey" -> "{" + id + ", \"ReplicaRegion\": \"" + otherRegion() + "\"}";
            case "UpdatePrimaryRegion" -> {
                good("ReplicateKey", "{" + id + ", \"ReplicaRegion\": \"" + otherRegion() + "\"}");
                claviger.advance("PT0S");
                yield "{" + id + ", \"PrimaryRegion\": \"" + otherRegion() + "\"}";
            }
            case "GetParametersForImport" ->
                "{" + id + ", \"WrappingAlgorithm\": \"" + WRAPPING + "\", \"WrappingKeySpec\": \"RSA_2048\"}";
            case "ImportKeyMaterial" -> {
                var parameters = good("GetParametersForImport", request("GetParametersForImport"))
                        .json();
                yield "{" + id + ", " + FOR_EVER + ", \"ImportToken\": " + parameters.get("ImportToken")
                        + ", \"EncryptedKeyMaterial\": \""
                        + wrapped(parameters.get("PublicKey").asString()) + "\"}";
            }
            case "UpdateKeyDescription" -> "{" + id + ", \"Description\": \"new\"}";
            default -> "{" + id + "}";
        };
    }

    TestClaviger.Answer call(String operation, String body) {
        return claviger.call(ACCOUNT, region, operation, body);
    }

    TestClaviger.Answer good(String operation, String body) {
        return good(claviger, region, operation, body);
    }

    private static TestClaviger.Answer good(TestClaviger claviger, String region, String operation, String body) {
        var answer = claviger.call(ACCOUNT, region, operation, body);
        assertThat(answer.status()).as("%s: %s", operation, answer).isEqualTo(200);
        return answer;
    }

    /// A member of a good answer; some base64 if the operation does not fit the key.
    private String made(String operation, String member) {
        var answer = call(operation, request(operation));
        return answer.status() == 200 ? answer.json().get(member).toString() : "\"aGVsbG8=\"";
    }

    private String otherRegion() {
        return region.startsWith("cn-") ? "cn-northwest-1" : "eu-west-1";
    }

    private String root() {
        return region.startsWith("cn-") ? ROOT.replace("arn:aws:", "arn:aws-cn:") : ROOT;
    }

    private String encryption(String member) {
        return switch (spec) {
            case RSA_2048, RSA_3072, RSA_4096 -> ", \"" + member + "\": \"RSAES_OAEP_SHA_256\"";
            case SM2 -> ", \"" + member + "\": \"SM2PKE\"";
            default -> "";
        };
    }

    private String signing() {
        return switch (spec) {
            case RSA_2048, RSA_3072, RSA_4096 -> "RSASSA_PSS_SHA_256";
            case ECC_NIST_P384 -> "ECDSA_SHA_384";
            case ECC_NIST_P521 -> "ECDSA_SHA_512";
            case ECC_NIST_EDWARDS25519 -> "ED25519_SHA_512";
            case ML_DSA_44, ML_DSA_65, ML_DSA_87 -> "ML_DSA_SHAKE_256";
            case SM2 -> "SM2DSA";
            default -> "ECDSA_SHA_256";
        };
    }

    private String mac() {
        return spec.isHmac() ? "HMAC_SHA_" + spec.name().substring("HMAC_".length()) : "HMAC_SHA_256";
    }

    /// Of a symmetric key the same material each time.
    private String wrapped(String publicKey) {
        try {
            var spki = Base64.getDecoder().decode(publicKey);
            var material = spec == KeySpec.SYMMETRIC_DEFAULT
                    ? new byte[32]
                    : ImportedMaterial.of(spec).secret();
            return Base64.getEncoder().encodeToString(Wrapping.wrap(WRAPPING, spki, material));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
