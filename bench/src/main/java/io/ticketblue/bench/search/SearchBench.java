package io.ticketblue.bench.search;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.ticketblue.bench.Database;
import io.ticketblue.bench.Machine;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.search.Search;
import io.ticketblue.search.reservation.ReservationSearch;

/**
 * Compares the search of the application with {@code LIKE} and with MariaDB's full-text
 * indexes, on generated data and with the table of queries, in one run.
 */
public final class SearchBench {

    private static final String COMMAND = "mvn -q -Pbench-search -pl bench -am spring-boot:run";

    private static final String CATALOG = "catalog";

    private static final String BOOKINGS = "reservation";

    private final SearchBenchOptions options;

    private final String command;

    private final Clock clock;

    private SearchBench(SearchBenchOptions options, List<String> arguments, Clock clock) {
        this.options = options;
        this.command = arguments.isEmpty() ? COMMAND
                : COMMAND + " -Dspring-boot.run.arguments=\"" + String.join(" ", arguments) + "\"";
        this.clock = clock;
    }

    /**
     * Runs the comparison and ends with 0, with 1 if there are no generated data or a
     * question to the application was not answered, or with 2 if an option is wrong.
     * @param arguments options as {@code --name=value}; a wrong one lists all of them
     */
    public static void main(String[] arguments) {
        SearchBenchOptions options;
        try {
            options = SearchBenchOptions.parse(List.of(arguments));
        }
        catch (IllegalArgumentException ex) {
            System.err.println(ex.getMessage());
            System.exit(2);
            return;
        }
        if (Files.notExists(options.directory().resolve("mariadb"))) {
            System.err.println("There are no data in " + options.directory()
                    + ". Generate some first, see docs/operations.md, A catalogue of size.");
            System.exit(1);
        }
        SearchResult result = new SearchBench(options, List.of(arguments), Clock.systemUTC()).run();
        Path written = new SearchReport(result).write(options.results());
        SearchAims aims = new SearchAims(result);
        aims.all()
            .forEach((aim) -> System.out
                .println((aim.met() ? "  met      " : "  NOT MET  ") + aim.aim() + ": " + aim.found()));
        System.out.println("Written to " + written);
        System.exit((aims.errors() == 0) ? 0 : 1);
    }

    private SearchResult run() {
        Instant began = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Machine machine = Machine.here(this.options.directory());
        TableOfQueries table = new TableOfQueries(Path.of(TableOfQueries.PLACE));
        Measuring measuring = new Measuring(this.options, this::say);
        CatalogueComparison catalogue = new CatalogueComparison(table, measuring);
        say("Starting the application and building its indexes");
        try (SearchedApplication application = SearchedApplication.start(this.options)) {
            Database database = application.database();
            Map<String, Double> builds = application.builds();
            say("Built, in seconds: " + builds);
            if (database.number("SELECT COUNT(*) FROM venue WHERE name = '한마루국립극장'") == 0) {
                table.enter(application.bean(CatalogAdmin.class), application.bean(Catalog.class),
                        LocalDate.ofInstant(began, ZoneOffset.UTC));
            }
            long documents = application.documents();
            say("%,d documents".formatted(documents));
            Search search = application.bean(Search.class);
            List<SearchResult.Way> ways = new ArrayList<>();
            ways.add(catalogue.index(search, build(application, builds, CATALOG)));
            SearchResult.Speeds suggestions = catalogue.suggestions(search);
            ways.add(catalogue.like(database));
            ways.add(catalogue.fullText(database));
            List<SearchResult.Way> bookings = new BookingComparison(database, measuring)
                .run(application.bean(ReservationSearch.class), build(application, builds, BOOKINGS));
            return new SearchResult(began, this.command, this.options, machine,
                    database.number("SELECT COUNT(*) FROM performance"), documents,
                    database.number("SELECT COUNT(*) FROM reservation"), ways, suggestions, bookings);
        }
    }

    private static SearchResult.Build build(SearchedApplication application, Map<String, Double> seconds,
            String index) {
        return new SearchResult.Build(0, seconds.getOrDefault(index, 0.0), application.indexBytes(index));
    }

    private void say(String text) {
        System.out.printf(Locale.ROOT, "%tT %s%n", this.clock.instant().atZone(this.clock.getZone()), text);
    }

}
