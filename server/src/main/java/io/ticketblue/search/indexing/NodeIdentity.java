package io.ticketblue.search.indexing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import jakarta.annotation.PreDestroy;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import io.ticketblue.search.index.SearchSettings;
import io.ticketblue.search.index.SearchSettings.Backend;
import io.ticketblue.shared.Misconfigured;

/**
 * Who writes the index. With files of Lucene it is whoever has the directory, which is
 * locked for this process; so a node that was killed goes on at once when it starts
 * again.
 */
@Component
class NodeIdentity {

    private final String id;

    private final @Nullable FileChannel lock;

    NodeIdentity(SearchSettings settings) {
        if (settings.backend() == Backend.LUCENE) {
            Path directory = settings.directory().toAbsolutePath();
            this.lock = lock(directory);
            this.id = stored(directory.resolve("node-id"));
        }
        else {
            this.lock = null;
            this.id = UUID.randomUUID().toString();
        }
    }

    String id() {
        return this.id;
    }

    private static FileChannel lock(Path directory) {
        try {
            FileChannel lock = LuceneFiles.lock(directory);
            if (lock == null) {
                throw new Misconfigured("The search index in " + directory + " is in use by another process",
                        "Stop the other process, or set ticketblue.search.backend to ELASTICSEARCH to run several nodes.");
            }
            return lock;
        }
        catch (IOException ex) {
            throw new Misconfigured("The directory of the search index cannot be used: " + directory,
                    "Set ticketblue.search.directory to a directory that can be written.", ex);
        }
    }

    private static String stored(Path file) {
        try {
            if (Files.exists(file) && !Files.readString(file).isBlank()) {
                return UUID.fromString(Files.readString(file).strip()).toString();
            }
            String id = UUID.randomUUID().toString();
            Files.writeString(file, id);
            return id;
        }
        catch (IOException | IllegalArgumentException ex) {
            throw new Misconfigured("The file " + file + " cannot be used",
                    "Delete the directory of the search index: it is built again at the start.", ex);
        }
    }

    @PreDestroy
    void close() throws IOException {
        if (this.lock != null) {
            this.lock.close();
        }
    }

}
