package io.ticketblue.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Lets the Java processes of this machine do something one after the other. */
final class InTurn {

    private InTurn() {
    }

    /** Waits until nobody else holds the file, then works while holding it. */
    static synchronized <T> T holding(Path file, Work<T> work) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new IOException("Cannot lock " + file);
            }
            return work.run();
        }
    }

    interface Work<T> {

        T run() throws IOException;

    }

}
