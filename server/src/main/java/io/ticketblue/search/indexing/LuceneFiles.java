package io.ticketblue.search.indexing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.FileSystemUtils;

import io.ticketblue.search.index.IndexDefinition;

/** The directory of Lucene's files, which is locked by the process that uses it. */
final class LuceneFiles {

    private static final Logger LOG = LoggerFactory.getLogger(LuceneFiles.class);

    private static final String LOCK = "node.lock";

    private LuceneFiles() {
    }

    /**
     * Locks the directory, which is made if it is not there.
     * @return null if another process has it
     */
    static @Nullable FileChannel lock(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            return null;
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        }
        catch (OverlappingFileLockException ex) {
            return null;
        }
    }

    /**
     * Deletes the indexes that a node with a cluster has from an earlier time: they hold
     * names and addresses that are not kept current. A directory in use is left alone.
     */
    static void delete(Path directory, List<IndexDefinition> definitions) {
        if (!Files.exists(directory.resolve(LOCK))) {
            return;
        }
        try (FileChannel lock = lock(directory)) {
            if (lock == null) {
                return;
            }
            for (IndexDefinition definition : definitions) {
                if (FileSystemUtils.deleteRecursively(directory.resolve(definition.name()))) {
                    LOG.atInfo()
                        .addKeyValue("index", definition.name())
                        .addKeyValue("directory", directory)
                        .log("Former files of the search index deleted");
                }
            }
        }
        catch (IOException ex) {
            LOG.warn("The former files of the search index in {} could not be deleted; delete them", directory, ex);
        }
    }

}
