package io.ticketblue.bench.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.ticketblue.bench.Machine;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes down what a comparison found, for people and for programs.
 *
 * @param result what it found
 */
record SearchReport(SearchResult result) {

    private static final double TIMES = 20;

    private static final double NINETY_NINTH = 50;

    private static final int MEGABYTE = 1_048_576;

    /**
     * Writes the tables and the figures.
     * @return the one for people
     */
    Path write(Path directory) throws IOException {
        LocalDate date = LocalDate.ofInstant(this.result.at(), ZoneOffset.UTC);
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(date + "-search.json"),
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValueAsString(this.result)
                        + "\n");
        return Files.writeString(directory.resolve(date + "-search.md"), markdown(date));
    }

    /** Holds the aims against the result. */
    List<String> aims() {
        SearchResult.Way ours = this.result.ways().getFirst();
        SearchResult.Way like = this.result.ways().get(1);
        List<String> aims = new ArrayList<>();
        double least = SearchBench.THREADS.stream()
            .mapToDouble((threads) -> ours.speed(threads).rate() / like.speed(threads).rate())
            .min()
            .orElse(0);
        aims.add(
                aim(least >= TIMES, "at least %.0f times as many searches a second as LIKE: %.0f times", TIMES, least));
        long errors = Stream.concat(Stream.of(ours), this.result.bookingWays().stream().limit(1))
            .flatMap((way) -> way.speeds().stream())
            .mapToLong(Rush.Speed::errors)
            .sum();
        aims.add(aim(errors == 0, "no errors: %d", errors));
        double slowest = ours.speed(8).ninetyNinth();
        aims.add(aim(slowest < NINETY_NINTH, "p99 of searches of 8 threads under %.0f ms: %.1f ms", NINETY_NINTH,
                slowest));
        double suggesting = this.result.suggestions().get(1).ninetyNinth();
        aims.add(aim(suggesting < NINETY_NINTH, "p99 of suggestions for 8 threads under %.0f ms: %.1f ms", NINETY_NINTH,
                suggesting));
        if (this.result.bookingWays().size() > 1) {
            SearchResult.Way staff = this.result.bookingWays().getFirst();
            double times = SearchBench.THREADS.stream()
                .mapToDouble((threads) -> staff.speed(threads).rate()
                        / this.result.bookingWays().get(1).speed(threads).rate())
                .min()
                .orElse(0);
            aims.add(aim(times >= TIMES,
                    "at least %.0f times as many searches of bookings a second as LIKE: %.0f times", TIMES, times));
            double slow = staff.speed(8).ninetyNinth();
            aims.add(aim(slow < NINETY_NINTH, "p99 of searches of bookings of 8 threads under %.0f ms: %.1f ms",
                    NINETY_NINTH, slow));
        }
        int others = this.result.ways().stream().skip(1).mapToInt(SearchResult.Way::right).max().orElse(0);
        aims.add(aim(ours.right() >= others, "no fewer expected first hits than any other way: %d, others at most %d",
                ours.right(), others));
        return aims;
    }

    private static String aim(boolean met, String format, Object... values) {
        return (met ? "met: " : "**not met**: ") + String.format(Locale.ROOT, format, values);
    }

    private String markdown(LocalDate date) {
        StringBuilder text = new StringBuilder("# Searching, ").append(date).append("\n\n");
        Machine machine = this.result.machine();
        line(text,
                "%,d performances, %,d documents in the index, %,d bookings. %d cores of %s, %,d MB memory, %s. "
                        + "The load runs in the process of the application, the database beside it.\n",
                this.result.performances(), this.result.documents(), this.result.bookings(), machine.cores(),
                machine.processor(), machine.memoryMegabytes(), machine.java());
        aims().forEach((aim) -> line(text, "* %s", aim));
        text.append("\n## Performances, performers and venues\n\n");
        ways(text, this.result.ways());
        text.append("\n## Suggestions\n\n| threads | a second | p50 ms | p99 ms | errors |\n|--:|--:|--:|--:|--:|\n");
        this.result.suggestions()
            .forEach((one) -> line(text, "| %d | %,.0f | %.1f | %.1f | %d |", one.threads(), one.rate(), one.median(),
                    one.ninetyNinth(), one.errors()));
        if (!this.result.bookingWays().isEmpty()) {
            text.append(
                    "\n## Bookings, for staff\n\nInstead of expected first hits: questions that found something.\n\n");
            ways(text, this.result.bookingWays());
        }
        text.append("\n## What takes longest\n\n");
        this.result.ways().forEach((way) -> line(text, "* %s: %s", way.name(), String.join(", ", way.slowest())));
        text.append("\n## What was not found first\n");
        Stream.concat(this.result.ways().stream(), this.result.bookingWays().stream()).forEach((way) -> {
            line(text, "\n%s:\n", way.name());
            way.missed().forEach((missed) -> line(text, "* %s", missed));
        });
        text.append(METHOD);
        return text.toString();
    }

    private static void ways(StringBuilder text, List<SearchResult.Way> ways) {
        text.append(
                "| way | expected first hits | index MB | built in s | threads | a second | p50 ms | p99 ms | errors |\n"
                        + "|---|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        for (SearchResult.Way way : ways) {
            for (Rush.Speed one : way.speeds()) {
                line(text, "| %s | %s | %s | %s | %d | %,.1f | %.1f | %.1f | %d |", way.name(),
                        (way.right() >= 0) ? way.right() : "",
                        (way.indexBytes() > 0) ? way.indexBytes() / MEGABYTE : "",
                        (way.buildSeconds() > 0) ? "%.1f".formatted(way.buildSeconds()) : "", one.threads(), one.rate(),
                        one.median(), one.ninetyNinth(), one.errors());
            }
        }
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append("\n");
    }

    private static final String METHOD = """

            ## How

            * The mix is the table of queries of the tests of the search; its catalogue is entered beside the generated one.
              "Expected first hits" are counted among all of it. Each query asks for the first page of performances,
              performers and venues.
            * search index: the component that pages and API use, with totals, facets, highlights and corrections.
            * LIKE: three statements on the tables of the catalogue, exact titles first, without totals and facets.
            * FULLTEXT: three statements on a table made for it with one row for each performance, performer and venue, in
              boolean mode, each word required, also as a beginning. MariaDB's only parser splits at blanks and
              punctuation; it has no n-gram parser as MySQL has. So Korean words are found from their beginning only,
              neither inside a compound nor across a blank. Words of one and two letters are in the index
              (`innodb_ft_min_token_size=1`); with the default of 3 most Korean words would not be.
            * Bookings: names, halves of names, addresses, codes, with and without conditions, of bookings all over the data,
              newest first. The application's answer has a total and the bookings as they are at that moment.
            * Suggestions: the first one, two, three and five letters of each query.
            """;

}
