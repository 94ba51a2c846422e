package io.ticketblue.bench.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import io.ticketblue.bench.Database;
import io.ticketblue.bench.Latencies;
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

    /** How many ask at the same time. */
    static final List<Integer> THREADS = List.of(1, 8, 32);

    private static final String CATALOG = "catalog";

    private static final String BOOKINGS = "reservation";

    private static final int SLOWEST = 10;

    private static final int TRIES = 5;

    private final SearchBenchOptions options;

    private final Clock clock;

    private SearchBench(SearchBenchOptions options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    /**
     * Runs the comparison and ends with 0, with 1 if there are no generated data, or with
     * 2 if an option is wrong.
     * @param arguments options as {@code --name=value}; a wrong one lists all of them
     * @throws IOException if the result cannot be written
     */
    public static void main(String[] arguments) throws IOException {
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
        SearchBench bench = new SearchBench(options, Clock.systemUTC());
        SearchReport report = new SearchReport(bench.run());
        Path written = report.write(options.results());
        report.aims().forEach((aim) -> System.out.println("  " + aim));
        System.out.println("Written to " + written);
        System.exit(0);
    }

    private SearchResult run() {
        Instant began = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Machine machine = Machine.here(this.options.directory());
        TableOfQueries table = new TableOfQueries(Path.of(TableOfQueries.PLACE));
        List<TableOfQueries.Query> queries = table.queries();
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
            ways.add(way("search index", queries, seconds(builds, CATALOG), application.indexBytes(CATALOG),
                    () -> new IndexFinder(search)));
            List<String> beginnings = beginnings(queries);
            List<Rush.Speed> suggestions = THREADS.stream()
                .map((threads) -> new Rush<>(beginnings).run(threads, this.options.measured(), () -> search,
                        Search::suggestions))
                .toList();
            ways.add(way("LIKE '%…%'", queries, 0, 0, () -> new LikeFinder(database)));
            FullTextFinder.fillTable(database);
            long before = System.nanoTime();
            FullTextFinder.buildIndexes(database);
            double built = (System.nanoTime() - before) / 1e9;
            ways.add(way("FULLTEXT", queries, built, FullTextFinder.indexBytes(database),
                    () -> new FullTextFinder(database)));
            database.update("DROP TABLE " + FullTextFinder.TABLE);
            return new SearchResult(began, machine, database.number("SELECT COUNT(*) FROM performance"), documents,
                    database.number("SELECT COUNT(*) FROM reservation"), ways, suggestions,
                    bookings(application, builds, database));
        }
    }

    private static double seconds(Map<String, Double> builds, String index) {
        return builds.getOrDefault(index, 0.0);
    }

    private List<SearchResult.Way> bookings(SearchedApplication application, Map<String, Double> builds,
            Database database) {
        ReservationSearch search = application.bean(ReservationSearch.class);
        List<BookingQuestions.Question> questions = BookingQuestions.of(database);
        List<SearchResult.Way> ways = new ArrayList<>();
        ways.add(bookingWay("search of bookings", questions, seconds(builds, BOOKINGS),
                application.indexBytes(BOOKINGS), () -> new ApplicationBookingFinder(search)));
        ways.add(bookingWay("LIKE '%…%'", questions, 0, 0, () -> new SqlBookingFinder(database, false)));
        SqlBookingFinder.fillTable(database);
        long before = System.nanoTime();
        SqlBookingFinder.buildIndex(database);
        double built = (System.nanoTime() - before) / 1e9;
        ways.add(bookingWay("FULLTEXT", questions, built, FullTextFinder.indexBytes(database),
                () -> new SqlBookingFinder(database, true)));
        SqlBookingFinder.dropTable(database);
        return ways;
    }

    private SearchResult.Way bookingWay(String name, List<BookingQuestions.Question> questions, double buildSeconds,
            long bytes, Supplier<BookingQuestions.Finder> finders) {
        say("Measuring bookings: " + name);
        List<String> missed = new ArrayList<>();
        try (BookingQuestions.Finder finder = finders.get()) {
            for (BookingQuestions.Question question : questions) {
                if (finder.find(question).isEmpty()) {
                    missed.add(question.group() + ": " + question.text());
                }
            }
        }
        return new SearchResult.Way(name, questions.size() - missed.size(), missed, buildSeconds, bytes,
                speeds("bookings, " + name, questions, finders, BookingQuestions.Finder::find), List.of());
    }

    /** What a person has typed on the way to each query. */
    private static List<String> beginnings(List<TableOfQueries.Query> queries) {
        return queries.stream()
            .map(TableOfQueries.Query::text)
            .flatMap((text) -> List.of(1, 2, 3, 5)
                .stream()
                .filter((length) -> length <= text.length())
                .map((length) -> text.substring(0, length)))
            .distinct()
            .toList();
    }

    private SearchResult.Way way(String name, List<TableOfQueries.Query> queries, double buildSeconds, long bytes,
            Supplier<Finder> finders) {
        say("Measuring " + name);
        List<String> missed = new ArrayList<>();
        try (Finder finder = finders.get()) {
            for (TableOfQueries.Query query : queries) {
                Finder.Found found = finder.find(query.text());
                if (!found.isRight(query)) {
                    missed.add(query.group() + ": " + query.text() + " → " + found.first(query.kind()));
                }
            }
        }
        List<Rush.Speed> speeds = speeds(name, queries, finders, (finder, query) -> finder.find(query.text()));
        return new SearchResult.Way(name, queries.size() - missed.size(), missed, buildSeconds, bytes, speeds,
                slowest(queries, finders));
    }

    /**
     * The queries that take longest when nobody else asks, with the median of some tries.
     */
    private static List<String> slowest(List<TableOfQueries.Query> queries, Supplier<Finder> finders) {
        Map<String, Double> medians = new LinkedHashMap<>();
        try (Finder finder = finders.get()) {
            for (TableOfQueries.Query query : queries) {
                Latencies.Recorder latencies = new Latencies.Recorder();
                for (int i = 0; i < TRIES; i++) {
                    long before = System.nanoTime();
                    finder.find(query.text());
                    latencies.add(System.nanoTime() - before);
                }
                medians.put(query.text(), latencies.latencies().percentile(50));
            }
        }
        return medians.entrySet()
            .stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .limit(SLOWEST)
            .map((one) -> String.format(Locale.ROOT, "%s %.1f ms", one.getKey(), one.getValue()))
            .toList();
    }

    private <A extends AutoCloseable, T> List<Rush.Speed> speeds(String name, List<T> questions, Supplier<A> finders,
            Rush.Ask<A, T> ask) {
        Rush<T> rush = new Rush<>(questions);
        rush.run(8, this.options.warmUp(), finders, ask);
        List<Rush.Speed> speeds = new ArrayList<>();
        for (int threads : THREADS) {
            Rush.Speed speed = rush.run(threads, this.options.measured(), finders, ask);
            say("%s, %d threads: %,.1f a second, p50 %.1f ms, p99 %.1f ms, %d errors".formatted(name, threads,
                    speed.rate(), speed.median(), speed.ninetyNinth(), speed.errors()));
            speeds.add(speed);
        }
        return speeds;
    }

    private void say(String text) {
        System.out.printf(Locale.ROOT, "%tT %s%n", this.clock.instant().atZone(this.clock.getZone()), text);
    }

}
