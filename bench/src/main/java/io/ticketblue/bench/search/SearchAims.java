package io.ticketblue.bench.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.ticketblue.bench.Aim;
import io.ticketblue.bench.report.Markdown;
import org.jspecify.annotations.Nullable;

/**
 * Compares a result with the aims of the search.
 *
 * @param result what was found
 */
record SearchAims(SearchResult result) {

    private static final double TIMES = 20;

    private static final double NINETY_NINTH = 50;

    /** The threads of the closed loop that is told beside the open load. */
    private static final int USUAL_THREADS = 8;

    /** All aims and what was reached. */
    List<Aim> all() {
        SearchResult.Way ours = this.result.ways().getFirst();
        SearchResult.Way bookings = this.result.bookingWays().getFirst();
        List<Aim> aims = new ArrayList<>();
        aims.add(times("searches", ours, this.result.ways().get(1)));
        aims.add(ninetyNinth("searches", ours.speeds()));
        aims.add(ninetyNinth("suggestions", this.result.suggestions()));
        aims.add(times("searches of bookings", bookings, this.result.bookingWays().get(1)));
        aims.add(ninetyNinth("searches of bookings", bookings.speeds()));
        int others = this.result.ways().stream().skip(1).mapToInt(SearchResult.Way::right).max().orElse(0);
        aims.add(new Aim("no fewer expected first hits than any other way",
                Markdown.format("%d of %d, others at most %d", ours.right(), ours.questions(), others),
                ours.right() >= others));
        aims.add(new Aim("searches of bookings show the first page that LIKE shows",
                Markdown.format("%d of %d", bookings.right(), bookings.questions()),
                bookings.questions() > 0 && bookings.right() == bookings.questions()));
        aims.add(new Aim("the application answers everything", Markdown.format("%,d errors", errors()), errors() == 0));
        return aims;
    }

    /** How many questions the application did not answer. */
    long errors() {
        return Stream
            .of(this.result.ways().getFirst().speeds(), this.result.suggestions(),
                    this.result.bookingWays().getFirst().speeds())
            .mapToLong(SearchResult.Speeds::errors)
            .sum();
    }

    /** The least over all numbers of threads, each with the same list of questions. */
    private static Aim times(String what, SearchResult.Way ours, SearchResult.Way like) {
        double least = Double.POSITIVE_INFINITY;
        StringBuilder partly = new StringBuilder();
        for (ClosedSpeed one : ours.speeds().closed()) {
            ClosedSpeed other = like.speeds().closed(one.threads());
            least = Math.min(least, (other.rate() > 0) ? one.rate() / other.rate() : 0);
            if (!other.whole()) {
                partly.append(Markdown.format("; LIKE was asked only %d of %d with %d threads", other.asked(),
                        other.questions(), other.threads()));
            }
            if (other.errors() > 0) {
                partly.append(
                        Markdown.format("; LIKE did not answer %d with %d threads", other.errors(), other.threads()));
            }
        }
        boolean met = Double.isFinite(least) && least >= TIMES;
        return new Aim(Markdown.format("at least %.0f times as many %s a second as LIKE", TIMES, what),
                Markdown.format("%.1f times", least) + partly, met);
    }

    private static Aim ninetyNinth(String what, SearchResult.Speeds speeds) {
        OpenSpeed open = speeds.open(SearchBenchOptions.USUAL_RATE);
        Double judged = (open != null) ? open.ninetyNinth() : null;
        return new Aim(
                Markdown.format("p99 of %s that arrive at %d a second under %.0f ms", what,
                        SearchBenchOptions.USUAL_RATE, NINETY_NINTH),
                found(open, judged) + Markdown.format("; %d threads without a pause: %s ms", USUAL_THREADS,
                        ClosedSpeed.millis(speeds.closed(USUAL_THREADS).ninetyNinth())),
                judged != null && judged < NINETY_NINTH);
    }

    private static String found(@Nullable OpenSpeed open, @Nullable Double judged) {
        if (open == null) {
            return "this rate was not measured";
        }
        if (!open.keepsUp()) {
            return "cannot keep up";
        }
        return (judged != null) ? ClosedSpeed.millis(judged) + " ms" : "too few answers";
    }

}
