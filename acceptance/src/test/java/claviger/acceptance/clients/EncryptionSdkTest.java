package claviger.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import claviger.acceptance.Claviger;
import com.amazonaws.encryptionsdk.AwsCrypto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.cryptography.materialproviders.IKeyring;
import software.amazon.cryptography.materialproviders.MaterialProviders;
import software.amazon.cryptography.materialproviders.model.CreateAwsKmsKeyringInput;
import software.amazon.cryptography.materialproviders.model.CreateAwsKmsMrkKeyringInput;
import software.amazon.cryptography.materialproviders.model.MaterialProvidersConfig;

/// The AWS Encryption SDKs for Java and for JavaScript, on one server.
final class EncryptionSdkTest {

    private static final byte[] PLAIN = {1, 2, 3};

    private final AwsCrypto crypto = AwsCrypto.standard();
    private final MaterialProviders providers = MaterialProviders.builder()
            .MaterialProvidersConfig(MaterialProvidersConfig.builder().build())
            .build();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void the_Encryption_SDKs_for_Java_and_JavaScript_decrypt_each_others_messages_in_one_Region_and_across_two()
            throws IOException, InterruptedException {
        Clients.requireJavaScript();
        try (var server = Claviger.dev(folder.resolve("data"));
                var here = Clients.sdk(server.endpoint(), Region.US_EAST_1);
                var there = Clients.sdk(server.endpoint(), Region.EU_WEST_1)) {
            var single = here.createKey().keyMetadata().arn();
            exchange(server, "single", single, single, keyring(here, single));

            var primary = here.createKey(request -> request.multiRegion(true)).keyMetadata();
            var replica = here.replicateKey(
                            request -> request.keyId(primary.keyId()).replicaRegion("eu-west-1"))
                    .replicaKeyMetadata()
                    .arn();
            exchange(server, "multi-Region", primary.arn(), replica, multiRegionKeyring(here, primary.arn()));
            exchange(server, "multi-Region", replica, primary.arn(), multiRegionKeyring(there, replica));
            server.stop();
            Compatibility.requireTable(
                    "encryption-sdks",
                    Compatibility.table(Compatibility.used(
                            folder.resolve("data"),
                            Map.of(
                                    "aws-sdk-java/2", "AWS Encryption SDK for Java",
                                    "aws-sdk-js/", "AWS Encryption SDK for JavaScript"))));
        }
    }

    private IKeyring keyring(KmsClient kms, String arn) {
        return providers.CreateAwsKmsKeyring(
                CreateAwsKmsKeyringInput.builder().kmsKeyId(arn).kmsClient(kms).build());
    }

    private IKeyring multiRegionKeyring(KmsClient kms, String arn) {
        return providers.CreateAwsKmsMrkKeyring(CreateAwsKmsMrkKeyringInput.builder()
                .kmsKeyId(arn)
                .kmsClient(kms)
                .build());
    }

    /// A message goes each way: Java works under one key, JavaScript under the other.
    private void exchange(Claviger server, String kind, String ofJava, String ofJavaScript, IKeyring keyring)
            throws IOException, InterruptedException {
        var from = folder.resolve("from");
        var to = folder.resolve("to");

        Files.write(
                from,
                crypto.encryptData(keyring, PLAIN, Map.of("purpose", "story")).getResult());
        javaScript(server, "decrypt", kind, ofJavaScript, from, to);
        assertThat(to).as("from %s to %s", ofJava, ofJavaScript).hasBinaryContent(PLAIN);

        Files.write(from, PLAIN);
        javaScript(server, "encrypt", kind, ofJavaScript, from, to);
        assertThat(crypto.decryptData(keyring, Files.readAllBytes(to)).getResult())
                .as("from %s to %s", ofJavaScript, ofJava)
                .isEqualTo(PLAIN);
        System.out.println("clients: AWS Encryption SDK, Java " + ofJava + ", JavaScript " + ofJavaScript);
    }

    private void javaScript(Claviger server, String verb, String kind, String arn, Path from, Path to)
            throws IOException, InterruptedException {
        var ended = Clients.runJavaScript(
                folder, server.endpoint(), "encryption-sdk.js", verb, kind, arn, from.toString(), to.toString());
        assertThat(ended.exitCode()).as("%s", ended).isZero();
    }
}
