package io.ticketblue.catalog.internal;

import java.io.UncheckedIOException;
import java.util.Optional;

import io.ticketblue.shared.Misconfigured;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Posters as objects of an S3 bucket, for several machines. */
final class S3PosterStore implements PosterStore {

    private final S3Client s3;

    private final String bucket;

    /**
     * Uses a bucket, which must exist.
     * @param s3 speaks to the service
     * @param bucket where the objects are
     */
    S3PosterStore(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
        try {
            s3.headBucket((request) -> request.bucket(bucket));
        }
        catch (SdkException | UncheckedIOException ex) {
            throw new Misconfigured("The S3 bucket " + bucket + " for posters cannot be used: " + ex.getMessage(),
                    "Check that the bucket exists and that ticketblue.catalog.posters.s3.endpoint, .region, .bucket, "
                            + ".access-key and .secret-key are right.",
                    ex);
        }
    }

    @Override
    public void write(String name, byte[] jpeg) {
        try {
            this.s3.putObject((request) -> request.bucket(this.bucket).key(name).contentType("image/jpeg"),
                    RequestBody.fromBytes(jpeg));
        }
        catch (SdkException | UncheckedIOException ex) {
            throw new PosterStoreUnavailable(ex);
        }
    }

    @Override
    public Optional<byte[]> read(String name) {
        try {
            return Optional
                .of(this.s3.getObjectAsBytes((request) -> request.bucket(this.bucket).key(name)).asByteArray());
        }
        catch (NoSuchKeyException ex) {
            return Optional.empty();
        }
        catch (SdkException | UncheckedIOException ex) {
            throw new PosterStoreUnavailable(ex);
        }
    }

    @Override
    public void delete(String name) {
        try {
            this.s3.deleteObject((request) -> request.bucket(this.bucket).key(name));
        }
        catch (SdkException | UncheckedIOException ex) {
            throw new PosterStoreUnavailable(ex);
        }
    }

}
