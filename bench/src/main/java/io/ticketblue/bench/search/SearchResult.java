package io.ticketblue.bench.search;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.ticketblue.bench.Machine;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison found.
 *
 * @param at when it began
 * @param command how it was started
 * @param options what it was told
 * @param machine on what
 * @param performances how many there were
 * @param documents how many documents the search index had
 * @param bookings how many bookings there were
 * @param ways each way to find performances, performers and venues; that of the
 * application first, then {@code LIKE}
 * @param suggestions how fast suggestions were
 * @param bookingWays each way to find bookings, in the same order
 */
record SearchResult(Instant at, String command, SearchBenchOptions options, Machine machine, long performances,
        long documents, long bookings, List<Way> ways, Speeds suggestions, List<Way> bookingWays) {

    /**
     * A way to find.
     *
     * @param name its name
     * @param build what it has to make before
     * @param questions how many different questions it was asked
     * @param right how many of them found what they should
     * @param wrong those that did not
     * @param speeds how fast it was
     */
    record Way(String name, Build build, int questions, int right, List<String> wrong, Speeds speeds) {
    }

    /**
     * What a way has to make before it can find anything.
     *
     * @param fillSeconds how long it took to fill its table; 0 if it has none
     * @param indexSeconds how long its index took to build after that; 0 if it has none
     * @param indexBytes how large that is
     */
    record Build(double fillSeconds, double indexSeconds, long indexBytes) {

        /** Of a way that reads the tables of the application. */
        static final Build NONE = new Build(0, 0, 0);

    }

    /**
     * How fast a way was.
     *
     * @param closed with each number of threads
     * @param open with each rate of arrivals
     * @param times of each question with one thread
     */
    record Speeds(List<ClosedSpeed> closed, List<OpenSpeed> open, List<QuestionTime> times) {

        ClosedSpeed closed(int threads) {
            return this.closed.stream().filter((one) -> one.threads() == threads).findFirst().orElseThrow();
        }

        /** Null if that rate was not measured. */
        @Nullable OpenSpeed open(int rate) {
            return this.open.stream().filter((one) -> one.rate() == rate).findFirst().orElse(null);
        }

        /** The mean of the medians of each group of questions, in milliseconds. */
        Map<String, Double> groups() {
            return this.times.stream()
                .collect(Collectors.groupingBy(QuestionTime::group, LinkedHashMap::new,
                        Collectors.averagingDouble(QuestionTime::millis)));
        }

        long errors() {
            return this.closed.stream().mapToLong(ClosedSpeed::errors).sum()
                    + this.open.stream().mapToLong(OpenSpeed::errors).sum();
        }

    }

    /**
     * The median time of one question that is asked alone, over its samples.
     *
     * @param group the kind of query that it is an example of
     */
    record QuestionTime(String group, String text, double millis, int samples) {
    }

}
