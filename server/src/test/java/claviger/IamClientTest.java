package claviger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Tag;

/// The AWS SDK for Java, as it is, against IAM.
class IamClientTest {

    @TempDir
    Path folder;

    private static IamClient client(URI endpoint, Region region) {
        return IamClient.builder()
                .endpointOverride(endpoint)
                .region(region)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }

    @Test
    void the_sdk_makes_reads_and_pages_whatever_region_it_is_set_to() {
        try (var claviger = TestClaviger.start(folder)) {
            for (var region : new Region[] {Region.AWS_GLOBAL, Region.US_EAST_1, Region.EU_WEST_1}) {
                try (var iam = client(claviger.endpoint(), region)) {
                    var tag = Tag.builder().key("k").value("v + w");
                    var made = iam.createUser(it -> it.userName("alice").tags(tag.build()))
                            .user();
                    assertThat(made.tags().getFirst().value()).isEqualTo("v + w");
                    assertThat(made.createDate()).isNotNull();
                    var key = iam.createAccessKey(it -> it.userName("alice")).accessKey();
                    assertThat(key.secretAccessKey()).hasSize(40);
                    assertThat(iam.getAccessKeyLastUsed(it -> it.accessKeyId(key.accessKeyId()))
                                    .userName())
                            .isEqualTo("alice");
                    assertThat(iam.listUsersPaginator().users()).hasSize(1);
                    assertThat(iam.getAccountSummary().summaryMapAsStrings()).containsEntry("Users", 1);
                    assertThat(iam.getAccountAuthorizationDetails().userDetailList())
                            .hasSize(1);
                    assertThat(iam.listSSHPublicKeys(it -> it.userName("alice")).sshPublicKeys())
                            .isEmpty();
                    assertThatThrownBy(() -> iam.getLoginProfile(it -> it.userName("alice")))
                            .isInstanceOf(NoSuchEntityException.class)
                            .hasMessageContaining("Login Profile for User alice cannot be found.");
                    iam.deleteAccessKey(it -> it.userName("alice").accessKeyId(key.accessKeyId()));
                    iam.deleteUser(it -> it.userName("alice"));
                }
            }
        }
    }
}
