package io.ticketblue.bench.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.ticketblue.bench.Database;
import io.ticketblue.bench.Machine;
import io.ticketblue.embedded.EmbeddedMariaDb;
import io.ticketblue.embedded.MariaDbSettings;
import org.flywaydb.core.Flyway;

/**
 * Fills an empty database with a catalogue, accounts and bookings at size: one of the
 * one-machine edition, which it makes in a directory, or one that an address names.
 */
public final class GenerateData {

    private static final int LOG_FILE_MEGABYTES = 1024;

    private static final String COMMAND = "mvn -q -Pbench-data -pl bench -am spring-boot:run";

    private final DataOptions options;

    private final String command;

    private final Clock clock;

    private GenerateData(DataOptions options, List<String> arguments, Clock clock) {
        this.options = options;
        this.command = command(arguments);
        this.clock = clock;
    }

    /**
     * Runs the generator and ends with 0, with 1 if the database is not empty or not as
     * it must be afterwards, or with 2 if an option is wrong.
     * @param arguments options as {@code --name=value}; a wrong one lists all of them
     * @throws IOException if the directory cannot be made
     */
    public static void main(String[] arguments) throws IOException {
        Clock clock = Clock.systemUTC();
        DataOptions options;
        try {
            options = DataOptions.parse(List.of(arguments), LocalDate.ofInstant(clock.instant(), Plan.SEOUL));
        }
        catch (IllegalArgumentException ex) {
            System.err.println(ex.getMessage());
            System.exit(2);
            return;
        }
        try {
            System.exit(new GenerateData(options, List.of(arguments), clock).run() ? 0 : 1);
        }
        catch (IllegalStateException ex) {
            System.err.println(ex.getMessage() + ((ex.getCause() != null) ? ": " + ex.getCause().getMessage() : ""));
            System.exit(1);
        }
    }

    /** The command as a result tells it, without passwords. */
    static String command(List<String> arguments) {
        return COMMAND + (arguments.isEmpty() ? ""
                : " -Dspring-boot.run.arguments=\"" + arguments.stream()
                    .map((one) -> one.replaceFirst("^(--(?:database-)?password)=.*", "$1=…"))
                    .collect(Collectors.joining(" ")) + "\"");
    }

    private boolean run() throws IOException {
        if (!this.options.url().isEmpty()) {
            return fill(new Database(this.options.url(), this.options.user(), this.options.databasePassword()));
        }
        Path directory = Files.createDirectories(this.options.directory()).toAbsolutePath();
        say("The database is in " + directory);
        try (EmbeddedMariaDb mariadb = EmbeddedMariaDb.start(MariaDbSettings.in(directory.resolve("mariadb"))
            .withMegabytes(this.options.bufferPoolMegabytes(), LOG_FILE_MEGABYTES))) {
            return fill(new Database(mariadb.jdbcUrl(), mariadb.username(), mariadb.password()));
        }
    }

    private boolean fill(Database database) throws IOException {
        migrate(database);
        Generator.requireEmpty(database);
        Plan plan = Plan.of(this.options.shape());
        String hash = StandardTerms.passwordHash(this.options.password());
        if (this.options.comparedRows() > 0) {
            compare(database, plan, hash);
        }
        say("Planned %,d performances, %,d rounds with %,d seats, %,d accounts, %,d bookings".formatted(
                this.options.shape().performances(), plan.allRounds(), plan.allSeats(), this.options.shape().accounts(),
                plan.allBookings()));
        long began = System.nanoTime();
        Map<String, Long> rows = new Generator(database, plan, hash, StandardTerms.cancellation(),
                this.options.writers(), this::say)
            .run();
        double seconds = (System.nanoTime() - began) / 1e9;
        rows.forEach((table, count) -> say("%,12d rows of %s".formatted(count, table)));
        long all = rows.values().stream().mapToLong(Long::longValue).sum();
        say("%,d rows in %,.0f s: %,.0f rows a second".formatted(all, seconds, all / seconds));
        boolean right = !this.options.check() || check(database, plan);
        say("Staff sign in as %s, %s or %s, everybody with the password %s".formatted(AccountRows.email("ADMIN"),
                AccountRows.email("BOX_OFFICE"), AccountRows.email("FINANCE"), this.options.password()));
        return right;
    }

    /** Makes the tables that the application would make. */
    static void migrate(Database database) {
        Flyway.configure()
            .dataSource(database.url(), database.username(), database.password())
            .locations("classpath:db/migration")
            .load()
            .migrate();
    }

    private void compare(Database database, Plan plan, String hash) throws IOException {
        say("Comparing methods of inserting");
        Instant began = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Machine machine = Machine.here(Files.createDirectories(this.options.directory()));
        InsertReport report = new InsertReport(began, this.command, machine,
                new InsertComparison(database, plan, hash, this::say).run(this.options.comparedRows(),
                        this.options.comparisons()));
        say("Written to " + report.write(this.options.results()));
    }

    /** Otherwise the first plans go by statistics of empty tables. */
    private static void analyze(Database database) {
        database.text("ANALYZE TABLE " + database.text("""
                SELECT GROUP_CONCAT(CONCAT('`', table_name, '`')) FROM information_schema.tables
                WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'"""));
    }

    private boolean check(Database database, Plan plan) {
        analyze(database);
        say("Checking seats and money");
        List<String> faults = new DataChecks(database).faults(plan);
        faults.forEach(System.err::println);
        return faults.isEmpty();
    }

    private void say(String text) {
        System.out.printf(Locale.ROOT, "%tT %s%n", this.clock.instant().atZone(Plan.SEOUL), text);
    }

}
