package io.ticketblue.catalog.internal;

import java.net.URI;

import io.ticketblue.embedded.EmbeddedS3;
import io.ticketblue.shared.Misconfigured;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PosterStoreS3IntegrationTests extends PosterStoreContract {

    private static EmbeddedS3 server;

    private static S3Client client;

    @BeforeAll
    static void start() {
        server = EmbeddedS3.startTemporary("posters");
        client = PosterConfiguration.client(settings(server.endpoint(), server.secretKey()));
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    private static PosterSettings.S3 settings(URI endpoint, String secretKey) {
        return new PosterSettings.S3(endpoint, server.region(), server.bucket(), server.accessKey(), secretKey);
    }

    @Override
    PosterStore store() {
        return new S3PosterStore(client, "posters");
    }

    @Test
    void tellsTheMediaTypeOfItsObjects() {
        store().write("typed.jpg", bytes("typed"));
        assertThat(client.headObject((request) -> request.bucket("posters").key("typed.jpg")).contentType())
            .isEqualTo("image/jpeg");
    }

    @Test
    void saysWhenTheBucketIsNotThere() {
        assertThatExceptionOfType(Misconfigured.class).isThrownBy(() -> new S3PosterStore(client, "nowhere"))
            .withMessageContaining("nowhere");
    }

    @Test
    void saysWhenTheSecretIsWrong() {
        try (S3Client stranger = PosterConfiguration.client(settings(server.endpoint(), "wrong"))) {
            assertThatExceptionOfType(Misconfigured.class).isThrownBy(() -> new S3PosterStore(stranger, "posters"));
        }
    }

    @Test
    void saysWhenTheServerDoesNotAnswer() {
        EmbeddedS3 other = EmbeddedS3.startTemporary("posters");
        try (S3Client lost = PosterConfiguration
            .client(new PosterSettings.S3(other.endpoint(), null, "posters", other.accessKey(), other.secretKey()))) {
            PosterStore store = new S3PosterStore(lost, "posters");
            other.close();
            assertThatExceptionOfType(PosterStoreUnavailable.class).isThrownBy(() -> store.write("x.jpg", bytes("x")));
            assertThatExceptionOfType(PosterStoreUnavailable.class).isThrownBy(() -> store.read("x.jpg"));
            assertThatExceptionOfType(PosterStoreUnavailable.class).isThrownBy(() -> store.delete("x.jpg"));
            assertThatExceptionOfType(Misconfigured.class).isThrownBy(() -> new S3PosterStore(lost, "posters"));
        }
    }

}
