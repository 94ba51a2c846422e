package io.ticketblue.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * How an {@link EmbeddedMariaDb} is to run.
 *
 * @param directory where tables, log, and password are kept; made if it is not there
 * @param programs where the programs are unpacked to (315 MB), to be used again by later
 * starts; none for a directory beside {@code directory}
 * @param port the port of the loopback interface; 0 for a free one
 * @param database the name of the database that is made if it is not there
 * @param bufferPoolMegabytes memory for data and indexes, 16 or more
 * @param logFileMegabytes size of the redo log, 16 or more
 * @param closedAtExit whether the end of the Java process stops the server; if not, the
 * caller must call {@link EmbeddedMariaDb#close()}, for instance after the application
 * that uses the database has ended
 * @param arguments further arguments of {@code mariadbd}
 */
public record MariaDbSettings(Path directory, @Nullable Path programs, int port, String database,
        int bufferPoolMegabytes, int logFileMegabytes, boolean closedAtExit, List<String> arguments) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,62}");

    /**
     * Checks the settings.
     * @throws IllegalArgumentException with the setting's name, if one is out of its
     * range
     */
    public MariaDbSettings {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port must be between 0 and 65535, not " + port);
        }
        if (!NAME.matcher(database).matches()) {
            throw new IllegalArgumentException(
                    "database must be up to 63 letters, digits, and underscores, not '" + database + "'");
        }
        if (bufferPoolMegabytes < 16 || logFileMegabytes < 16) {
            throw new IllegalArgumentException("bufferPoolMegabytes and logFileMegabytes must be 16 or more");
        }
        arguments = List.copyOf(arguments);
    }

    /**
     * Settings for data that are to last.
     * @param directory where they are kept
     * @return a free port, the database {@code ticketblue}, 512 MB of buffer pool and 256
     * MB of redo log
     */
    public static MariaDbSettings in(Path directory) {
        return new MariaDbSettings(directory, null, 0, "ticketblue", 512, 256, true, List.of());
    }

    /**
     * The same with another place for the unpacked programs.
     * @param directory the place, which several servers may share
     * @return the changed settings
     */
    public MariaDbSettings withPrograms(Path directory) {
        return new MariaDbSettings(this.directory, directory, this.port, this.database, this.bufferPoolMegabytes,
                this.logFileMegabytes, this.closedAtExit, this.arguments);
    }

    /**
     * The same with another port.
     * @param number the port of the loopback interface; 0 for a free one
     * @return the changed settings
     */
    public MariaDbSettings withPort(int number) {
        return new MariaDbSettings(this.directory, this.programs, number, this.database, this.bufferPoolMegabytes,
                this.logFileMegabytes, this.closedAtExit, this.arguments);
    }

    /**
     * The same with another size in memory.
     * @param bufferPool megabytes for data and indexes
     * @param logFile megabytes of redo log
     * @return the changed settings
     */
    public MariaDbSettings withMegabytes(int bufferPool, int logFile) {
        return new MariaDbSettings(this.directory, this.programs, this.port, this.database, bufferPool, logFile,
                this.closedAtExit, this.arguments);
    }

    /**
     * The same for a caller that calls {@link EmbeddedMariaDb#close()} itself.
     * @return the changed settings
     */
    public MariaDbSettings closedByCaller() {
        return new MariaDbSettings(this.directory, this.programs, this.port, this.database, this.bufferPoolMegabytes,
                this.logFileMegabytes, false, this.arguments);
    }

    /**
     * The same with further arguments of {@code mariadbd}, which win over the usual ones.
     * @param further the arguments, such as {@code --slow-query-log}
     * @return the changed settings
     */
    public MariaDbSettings withArguments(String... further) {
        return new MariaDbSettings(this.directory, this.programs, this.port, this.database, this.bufferPoolMegabytes,
                this.logFileMegabytes, this.closedAtExit, List.of(further));
    }

}
