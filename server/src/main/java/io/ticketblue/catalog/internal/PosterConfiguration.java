package io.ticketblue.catalog.internal;

import java.nio.file.Path;
import java.time.Duration;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses where posters are kept. */
@Configuration(proxyBeanMethods = false)
class PosterConfiguration {

    private static final Path DEFAULT_DIRECTORY = Path.of("data", "posters");

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Bean
    PosterStore posterStore(PosterSettings settings) {
        if (settings.s3() != null) {
            return new S3PosterStore(client(settings.s3()), settings.s3().requiredBucket());
        }
        return new DirectoryPosterStore((settings.directory() != null) ? settings.directory() : DEFAULT_DIRECTORY);
    }

    static S3Client client(PosterSettings.S3 settings) {
        S3ClientBuilder builder = S3Client.builder()
            .region(Region.of(settings.regionOrSeoul()))
            .credentialsProvider(StaticCredentialsProvider
                .create(AwsBasicCredentials.create(settings.requiredAccessKey(), settings.requiredSecretKey())))
            .httpClient(UrlConnectionHttpClient.builder().connectionTimeout(TIMEOUT).socketTimeout(TIMEOUT).build())
            .forcePathStyle(true);
        if (settings.endpoint() != null) {
            builder.endpointOverride(settings.endpoint());
        }
        return builder.build();
    }

}
