package io.ticketblue.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicBoolean;

import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * A real server of the S3 protocol on the loopback interface, which keeps its objects in
 * a directory. Requests must be signed (Signature Version 4) and must name the bucket in
 * the path, not in the host name.
 * <p>
 * It needs S3Proxy and what that needs on the class path, which this module does not pass
 * on: they would add Jetty and XML to every application that only wants a database.
 */
public final class EmbeddedS3 implements AutoCloseable {

    private static final long STOP_LIMIT_MILLIS = 10_000;

    private static final int THREADS = 32;

    private final ServerDirectory directory;

    private final S3Proxy server;

    private final String bucket;

    private final String accessKey;

    private final String secretKey;

    private final boolean temporary;

    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedS3(ServerDirectory directory, S3Proxy server, String bucket, String accessKey, String secretKey,
            boolean temporary) {
        this.directory = directory;
        this.server = server;
        this.bucket = bucket;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
        this.temporary = temporary;
    }

    /**
     * Starts a server on a free port whose objects last.
     * @param directory where the objects are kept; made if it is not there
     * @param bucket the name of the bucket that is made if it is not there: 3 to 63
     * lower-case letters, digits, and hyphens
     * @return the running server
     * @throws IllegalArgumentException if the bucket cannot have this name
     * @throws EmbeddedServerException if the directory is in use or not writable, or the
     * server does not start
     */
    public static EmbeddedS3 start(Path directory, String bucket) {
        requireName(bucket);
        return startIn(ServerDirectory.open(directory), bucket, false);
    }

    /**
     * Starts a server on a free port whose objects are thrown away when it is closed.
     * @param bucket the name of the bucket that is made: 3 to 63 lower-case letters,
     * digits, and hyphens
     * @return the running server
     * @throws IllegalArgumentException if the bucket cannot have this name
     * @throws EmbeddedServerException if the server does not start
     */
    public static EmbeddedS3 startTemporary(String bucket) {
        requireName(bucket);
        return startIn(ServerDirectory.openTemporary("s3"), bucket, true);
    }

    /**
     * The address to send requests to.
     * @return the address, to be used with path-style access
     */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + this.server.getPort());
    }

    /**
     * The region that requests are signed for; this server accepts any.
     * @return the region
     */
    public String region() {
        return "us-east-1";
    }

    /**
     * The bucket that is there from the start.
     * @return its name
     */
    public String bucket() {
        return this.bucket;
    }

    /**
     * The name of the account.
     * @return the access key
     */
    public String accessKey() {
        return this.accessKey;
    }

    /**
     * What requests are signed with, drawn at each start.
     * @return the secret key
     */
    public String secretKey() {
        return this.secretKey;
    }

    /**
     * Stops the server. Does nothing the second time.
     * @throws EmbeddedServerException if it does not stop
     */
    @Override
    public void close() {
        if (!this.closed.compareAndSet(false, true)) {
            return;
        }
        try {
            this.server.stop();
        }
        catch (Exception ex) {
            throw new EmbeddedServerException("The S3 server does not stop (" + ex.getMessage() + ").", ex);
        }
        finally {
            if (this.temporary) {
                this.directory.delete();
            }
            else {
                this.directory.close();
            }
        }
    }

    private static EmbeddedS3 startIn(ServerDirectory directory, String bucket, boolean temporary) {
        boolean started = false;
        try {
            EmbeddedS3 server = run(directory, bucket, temporary);
            started = true;
            return server;
        }
        finally {
            if (!started) {
                directory.close();
            }
        }
    }

    private static EmbeddedS3 run(ServerDirectory directory, String bucket, boolean temporary) {
        Path objects = directory.resolve("objects");
        try {
            Files.createDirectories(objects);
        }
        catch (IOException ex) {
            throw ServerDirectory.notWritable(objects, ex);
        }
        FilesystemNio2BlobStore store = new FilesystemNio2BlobStore(objects.toString());
        if (!store.containerExists(bucket)) {
            store.createContainer(bucket);
        }
        String accessKey = random(10);
        String secretKey = random(20);
        S3Proxy server = S3Proxy.builder()
            .blobStore(store)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey)
            .jettyMaxThreads(THREADS)
            .stopTimeout(STOP_LIMIT_MILLIS)
            .build();
        try {
            server.start();
        }
        catch (Exception ex) {
            throw new EmbeddedServerException("The S3 server does not start (" + ex.getMessage() + ").", ex);
        }
        return new EmbeddedS3(directory, server, bucket, accessKey, secretKey, temporary);
    }

    private static void requireName(String bucket) {
        if (!bucket.matches("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]")) {
            throw new IllegalArgumentException(
                    "bucket must be 3 to 63 lower-case letters, digits, and hyphens, not '" + bucket + "'");
        }
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

}
