package io.ticketblue.web.asset;

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
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import io.ticketblue.shared.Misconfigured;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Addresses of static files with a hash of their content. The hash is one of all files
 * and of the versions of all libraries, and stands in front of the path, so that relative
 * imports between modules and stylesheets lead to files of the same hash. With a hash for
 * each file a module would keep its address, and its place in caches, while what it
 * imports changes.
 */
@Component
public final class StaticFiles {

    private static final String ROOT = "/static/";

    private static final String LIBRARIES = "META-INF/resources/webjars/";

    private static final int HASH_BYTES = 9;

    private static final int BUFFER = 8192;

    private static final Pattern STATIC = Pattern
        .compile("/(?:(?:css|js|webjars)/.+|[^/?#]+\\.svg(?:#.*)?|admin/[^/?#]+\\.(?:css|js|svg)(?:#.*)?)");

    private final String prefix;

    private final Map<String, String> tags = new ConcurrentHashMap<>();

    StaticFiles() {
        try {
            this.prefix = "/assets/" + hash();
        }
        catch (IOException ex) {
            throw new Misconfigured("The static files of the pages cannot be read",
                    "Check the class path: the application's own files must be readable.", ex);
        }
    }

    private static String hash() throws IOException {
        PathMatchingResourcePatternResolver files = new PathMatchingResourcePatternResolver();
        TreeMap<String, Resource> own = new TreeMap<>();
        for (Resource file : files.getResources("classpath*:" + ROOT + "**")) {
            if (file.isReadable()) {
                String path = file.getURL().getPath();
                own.put(path.substring(path.lastIndexOf(ROOT)), file);
            }
        }
        MessageDigest digest = sha256();
        for (Map.Entry<String, Resource> file : own.entrySet()) {
            digest.update(file.getKey().getBytes(StandardCharsets.UTF_8));
            add(file.getValue(), digest);
        }
        // Their paths have their versions.
        Arrays.stream(files.getResources("classpath*:" + LIBRARIES + "**/*.*s"))
            .map(StaticFiles::libraryPath)
            .sorted()
            .forEach((path) -> digest.update(path.getBytes(StandardCharsets.UTF_8)));
        return text(digest);
    }

    private static String libraryPath(Resource file) {
        String path = file.toString();
        return path.substring(path.lastIndexOf(LIBRARIES));
    }

    private static void add(Resource file, MessageDigest digest) throws IOException {
        try (InputStream in = new DigestInputStream(file.getInputStream(), digest)) {
            byte[] buffer = new byte[BUFFER];
            while (in.read(buffer) >= 0) {
                // The digest sees what is read.
            }
        }
    }

    private static String text(MessageDigest digest) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest.digest(), HASH_BYTES));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("Every Java has SHA-256", ex);
        }
    }

    /** What stands in front of the path of a static file. */
    String prefix() {
        return this.prefix;
    }

    /**
     * The address of a static file with its hash.
     * @param link any address
     * @return the address with the hash, or the link itself if it is none of a static
     * file
     */
    public String address(String link) {
        return STATIC.matcher(link).matches() ? this.prefix + link : link;
    }

    /** The entity tag of a file at an address without hash. */
    String tag(Resource file) {
        return this.tags.computeIfAbsent(file.toString(), (name) -> {
            try {
                MessageDigest digest = sha256();
                add(file, digest);
                return '"' + text(digest) + '"';
            }
            catch (IOException ex) {
                throw new IllegalStateException("A static file cannot be read: " + name, ex);
            }
        });
    }

}
