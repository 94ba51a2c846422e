package io.ticketblue.catalog.internal;

import java.net.URI;
import java.nio.file.Path;

import io.ticketblue.shared.Misconfigured;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where posters are kept: in a directory or in S3, not both. Without a setting it is the
 * directory {@code data/posters}.
 *
 * @param directory the directory
 * @param s3 the bucket
 */
@ConfigurationProperties("ticketblue.catalog.posters")
record PosterSettings(@Nullable Path directory, @Nullable S3 s3) {

    private static final String PREFIX = "ticketblue.catalog.posters.";

    PosterSettings {
        if (directory != null && s3 != null) {
            throw new Misconfigured("Both " + PREFIX + "directory and " + PREFIX + "s3 are set",
                    "Remove one of them: posters are kept in one place.");
        }
    }

    /**
     * A bucket of Amazon S3 or of a service that speaks its protocol.
     *
     * @param endpoint the address of the service, absent for Amazon's own
     * @param region the region, absent for {@code ap-northeast-2} (Seoul)
     * @param bucket the name of the bucket, which must exist
     * @param accessKey names who asks
     * @param secretKey proves it
     */
    record S3(@Nullable URI endpoint, @Nullable String region, @Nullable String bucket, @Nullable String accessKey,
            @Nullable String secretKey) {

        private static final String SEOUL = "ap-northeast-2";

        S3 {
            if (endpoint != null && (endpoint.getHost() == null || endpoint.getScheme() == null)) {
                throw new Misconfigured(PREFIX + "s3.endpoint is not an address: " + endpoint,
                        "Set it to an address such as https://s3.example.com or remove it for Amazon's own.");
            }
        }

        String regionOrSeoul() {
            return (this.region != null && !this.region.isBlank()) ? this.region : SEOUL;
        }

        String requiredBucket() {
            return required(this.bucket, "bucket");
        }

        String requiredAccessKey() {
            return required(this.accessKey, "access-key");
        }

        String requiredSecretKey() {
            return required(this.secretKey, "secret-key");
        }

        private static String required(@Nullable String value, String name) {
            if (value == null || value.isBlank()) {
                throw new Misconfigured(PREFIX + "s3." + name + " is not set",
                        "Set it, or remove the settings below " + PREFIX + "s3 to keep posters in a directory.");
            }
            return value;
        }

        @Override
        public String toString() {
            return "S3[endpoint=" + this.endpoint + ", bucket=" + this.bucket + "]";
        }

    }

}
