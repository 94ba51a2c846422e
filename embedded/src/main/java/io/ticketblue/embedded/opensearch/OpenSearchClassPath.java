package io.ticketblue.embedded.opensearch;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

import io.ticketblue.embedded.EmbeddedServerException;

/**
 * The class path of OpenSearch's own JVM. The build of this module resolves it and writes
 * it into its output directory, beside the classes or the jar: OpenSearch needs another
 * Lucene than the server, so it must not be a dependency of anything.
 */
final class OpenSearchClassPath {

    private static final String FILE = "opensearch.classpath";

    private OpenSearchClassPath() {
    }

    /** The libraries of OpenSearch and the classes of this module. */
    static String find() {
        Path classes = ownClasses();
        Path file = classes.resolveSibling(FILE);
        if (!Files.isRegularFile(file)) {
            throw new EmbeddedServerException("The class path of OpenSearch is not in " + file
                    + ". Run 'mvn pre-integration-test -pl embedded -DskipTests' once; 'mvn verify' does that by itself.");
        }
        return read(file) + File.pathSeparator + classes;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        }
        catch (IOException ex) {
            throw new EmbeddedServerException("Cannot read " + file + ".", ex);
        }
    }

    private static Path ownClasses() {
        CodeSource source = OpenSearchClassPath.class.getProtectionDomain().getCodeSource();
        if (source == null || !source.getLocation().getProtocol().equals("file")) {
            throw new EmbeddedServerException("OpenSearch starts from a build of this project only.");
        }
        try {
            return Path.of(source.getLocation().toURI());
        }
        catch (URISyntaxException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
