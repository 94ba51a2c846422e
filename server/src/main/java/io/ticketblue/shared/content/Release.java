package io.ticketblue.shared.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

import io.ticketblue.shared.Misconfigured;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Tells releases of the application apart that may make different JSON of the same data,
 * by their classes and texts. Nodes that run the same files have the same digest.
 */
final class Release {

    private static final int DIGEST_BYTES = 9;

    private static final int BUFFER = 8192;

    private Release() {
    }

    /** The digest, in characters of URLs. */
    static String digest() {
        return Known.DIGEST;
    }

    private static String make() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<String, Resource> file : files().entrySet()) {
                digest.update(file.getKey().getBytes(StandardCharsets.UTF_8));
                add(file.getValue(), digest);
            }
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest.digest(), DIGEST_BYTES));
        }
        catch (IOException ex) {
            throw new Misconfigured("The classes of the application cannot be read",
                    "Check the class path: the application's own files must be readable.", ex);
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("Every Java has SHA-256", ex);
        }
    }

    private static Map<String, Resource> files() throws IOException {
        PathMatchingResourcePatternResolver files = new PathMatchingResourcePatternResolver();
        Map<String, Resource> found = new TreeMap<>();
        for (Map.Entry<String, String> kind : Map.of("io/ticketblue/", "**/*.class", "messages/", "**/*.properties")
            .entrySet()) {
            for (Resource file : files.getResources("classpath*:" + kind.getKey() + kind.getValue())) {
                String path = file.getURL().getPath();
                found.put(path.substring(path.lastIndexOf('/' + kind.getKey())), file);
            }
        }
        return found;
    }

    private static void add(Resource file, MessageDigest digest) throws IOException {
        try (InputStream in = new DigestInputStream(file.getInputStream(), digest)) {
            byte[] buffer = new byte[BUFFER];
            while (in.read(buffer) >= 0) {
                // The digest sees what is read.
            }
        }
    }

    private static final class Known {

        private static final String DIGEST = make();

    }

}
