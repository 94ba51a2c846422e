package io.ticketblue.embedded;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EmbeddedS3IntegrationTests {

    private static final String KEY = "posters/7/포스터 640.webp";

    @TempDir
    private Path place;

    @Test
    void keepsFindsAndDeletesObjects() {
        try (EmbeddedS3 server = EmbeddedS3.startTemporary("posters");
                S3Client s3 = client(server, server.secretKey())) {
            s3.putObject((put) -> put.bucket("posters")
                .key(KEY)
                .contentType("image/webp")
                .cacheControl("max-age=31536000")
                .metadata(Map.of("width", "640")), RequestBody.fromString("pretend"));
            ResponseBytes<GetObjectResponse> found = s3.getObjectAsBytes((get) -> get.bucket("posters").key(KEY));
            assertThat(found.asString(StandardCharsets.UTF_8)).isEqualTo("pretend");
            assertThat(found.response().contentType()).isEqualTo("image/webp");
            assertThat(found.response().cacheControl()).isEqualTo("max-age=31536000");
            assertThat(found.response().metadata()).containsEntry("width", "640");
            assertThat(s3.listObjectsV2((list) -> list.bucket("posters").prefix("posters/7/")).contents())
                .extracting(S3Object::key)
                .containsExactly(KEY);
            s3.deleteObject((delete) -> delete.bucket("posters").key(KEY));
            assertThatExceptionOfType(NoSuchKeyException.class)
                .isThrownBy(() -> s3.getObjectAsBytes((get) -> get.bucket("posters").key(KEY)));
        }
    }

    @Test
    void deletesManyObjectsAtOnce() {
        try (EmbeddedS3 server = EmbeddedS3.startTemporary("posters");
                S3Client s3 = client(server, server.secretKey())) {
            s3.putObject((put) -> put.bucket("posters").key("1.jpg"), RequestBody.fromString("1"));
            s3.putObject((put) -> put.bucket("posters").key("2.jpg"), RequestBody.fromString("2"));
            s3.deleteObjects((delete) -> delete.bucket("posters")
                .delete((all) -> all.objects(ObjectIdentifier.builder().key("1.jpg").build(),
                        ObjectIdentifier.builder().key("2.jpg").build())));
            assertThat(s3.listObjectsV2((list) -> list.bucket("posters")).contents()).isEmpty();
        }
    }

    @Test
    void keepsItsObjectsOverARestart() {
        try (EmbeddedS3 server = EmbeddedS3.start(this.place.resolve("s3"), "posters");
                S3Client s3 = client(server, server.secretKey())) {
            s3.putObject((put) -> put.bucket("posters").key("1.jpg"), RequestBody.fromString("1"));
        }
        try (EmbeddedS3 server = EmbeddedS3.start(this.place.resolve("s3"), "posters");
                S3Client s3 = client(server, server.secretKey())) {
            assertThat(s3.getObjectAsBytes((get) -> get.bucket("posters").key("1.jpg")).asUtf8String()).isEqualTo("1");
        }
    }

    @Test
    void refusesAWrongSignature() {
        try (EmbeddedS3 server = EmbeddedS3.startTemporary("posters"); S3Client s3 = client(server, "wrong")) {
            assertThatExceptionOfType(S3Exception.class)
                .isThrownBy(
                        () -> s3.putObject((put) -> put.bucket("posters").key("1.jpg"), RequestBody.fromString("1")))
                .satisfies((ex) -> assertThat(ex.statusCode()).isEqualTo(403));
        }
    }

    @Test
    void refusesABucketThatS3WouldRefuse() {
        assertThatIllegalArgumentException().isThrownBy(() -> EmbeddedS3.startTemporary("../etc"))
            .withMessageContaining("bucket must be");
    }

    private static S3Client client(EmbeddedS3 server, String secretKey) {
        return S3Client.builder()
            .endpointOverride(server.endpoint())
            .region(Region.of(server.region()))
            .forcePathStyle(true)
            .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create(server.accessKey(), secretKey)))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    }

}
