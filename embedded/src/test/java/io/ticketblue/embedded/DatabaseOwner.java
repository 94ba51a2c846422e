package io.ticketblue.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** A program that starts a database, prints the id of its process, and waits. */
final class DatabaseOwner {

    private DatabaseOwner() {
    }

    public static void main(String[] args) throws IOException {
        MariaDbSettings settings = MariaDbSettings.in(Path.of(args[0]))
            .withPrograms(Path.of(args[1]))
            .withMegabytes(64, 16);
        try {
            EmbeddedMariaDb database = EmbeddedMariaDb.start(settings);
            System.out.println(database.pid() + " " + database.jdbcUrl());
            System.in.read();
        }
        catch (EmbeddedServerException ex) {
            System.out.println(ex.getMessage());
        }
    }

}
