package io.ticketblue.embedded;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Copies the tables of a database whose server has been closed, for a replica. */
public final class MariaDbCopy {

    private static final String TABLES = "tables";

    private static final String BINARY_LOG = "binlog.";

    private MariaDbCopy() {
    }

    /**
     * Makes the tables of one directory the same as those of another, without the binary
     * log. A server that a killed Java process left behind on the copy is ended.
     * @param source the directory of a closed database
     * @param target the directory of the copy; its present tables are deleted
     * @throws EmbeddedServerException if either is in use or not readable or writable
     */
    public static void make(Path source, Path target) {
        try (ServerDirectory from = ServerDirectory.open(source); ServerDirectory to = ServerDirectory.open(target)) {
            Path copy = to.resolve(TABLES);
            ServerProcess.endOrphan(to);
            ServerProcess.endOrphansWith(MariaDbPrograms.marker(copy));
            Path unfinished = to.resolve(TABLES + ".unfinished");
            ServerDirectory.deleteTree(unfinished);
            ServerDirectory.deleteTree(copy);
            copy(from.resolve(TABLES), unfinished);
            Files.move(unfinished, copy);
        }
        catch (IOException ex) {
            throw ServerDirectory.notWritable(target, ex);
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        Files.walkFileTree(source, new SimpleFileVisitor<>() {

            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(target.resolve(source.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.getFileName().toString().startsWith(BINARY_LOG)) {
                    Files.copy(file, target.resolve(source.relativize(file)));
                }
                return FileVisitResult.CONTINUE;
            }

        });
    }

}
