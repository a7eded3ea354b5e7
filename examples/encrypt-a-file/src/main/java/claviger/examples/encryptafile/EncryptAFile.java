package claviger.examples.encryptafile;

import com.amazonaws.encryptionsdk.AwsCrypto;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.cryptography.materialproviders.IKeyring;
import software.amazon.cryptography.materialproviders.MaterialProviders;
import software.amazon.cryptography.materialproviders.model.CreateAwsKmsKeyringInput;
import software.amazon.cryptography.materialproviders.model.MaterialProvidersConfig;

/// Encrypts and decrypts a file of any size under a KMS key, with the AWS Encryption SDK.
///
/// Nothing in here knows Claviger: where the KMS is and who asks are in the usual environment variables.
public final class EncryptAFile {

    /// Travels with the file in the clear, shows up in the audit trail, and must be the same to decrypt.
    private static final Map<String, String> CONTEXT = Map.of("purpose", "encrypt-a-file");

    private static final int BUFFER = 64 * 1024;

    private final KmsClient kms;
    private final AwsCrypto crypto = AwsCrypto.standard();

    private EncryptAFile(KmsClient kms) {
        this.kms = kms;
    }

    public static void main(String[] args) throws IOException {
        // AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are read here.
        try (var kms = KmsClient.create()) {
            var example = new EncryptAFile(kms);
            switch (args.length == 0 ? "" : args[0] + " " + args.length) {
                case "create-key 2" -> example.createKey(args[1]);
                case "encrypt 4" -> example.encrypt(args[1], Path.of(args[2]), Path.of(args[3]));
                case "decrypt 4" -> example.decrypt(args[1], Path.of(args[2]), Path.of(args[3]));
                default -> {
                    System.err.println("""
                            usage: create-key alias/NAME
                                   encrypt KEY IN OUT
                                   decrypt KEY IN OUT
                            KEY is a key id, a key ARN, or alias/NAME.""");
                    System.exit(2);
                }
            }
        }
    }

    private void createKey(String alias) {
        var key =
                kms.createKey(request -> request.description("encrypts files")).keyMetadata();
        kms.createAlias(request -> request.aliasName(alias).targetKeyId(key.keyId()));
        System.out.println(key.arn());
    }

    private void encrypt(String keyId, Path from, Path to) throws IOException {
        try (var plain = Files.newInputStream(from);
                var encrypted = crypto.createEncryptingStream(keyring(keyId), Files.newOutputStream(to), CONTEXT)) {
            copy(plain, encrypted);
        }
    }

    /// The signature over the file comes last in it. Until it is verified, what was decrypted is under a
    /// name of its own that nobody looks for.
    private void decrypt(String keyId, Path from, Path to) throws IOException {
        var unverified = to.resolveSibling(to.getFileName() + ".unverified");
        try {
            try (var decrypted = crypto.createDecryptingStream(keyring(keyId), Files.newInputStream(from), CONTEXT);
                    var plain = Files.newOutputStream(unverified)) {
                copy(decrypted, plain);
            }
            Files.move(unverified, to, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unverified);
        }
    }

    /// A keyring decrypts only under the key that it is told, and files name their key by its ARN: so an
    /// alias is looked up first.
    private IKeyring keyring(String keyId) {
        var arn = kms.describeKey(request -> request.keyId(keyId)).keyMetadata().arn();
        return MaterialProviders.builder()
                .MaterialProvidersConfig(MaterialProvidersConfig.builder().build())
                .build()
                .CreateAwsKmsKeyring(CreateAwsKmsKeyringInput.builder()
                        .kmsKeyId(arn)
                        .kmsClient(kms)
                        .build());
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        var buffer = new byte[BUFFER];
        for (int length; (length = from.read(buffer)) >= 0; ) {
            to.write(buffer, 0, length);
        }
    }
}
