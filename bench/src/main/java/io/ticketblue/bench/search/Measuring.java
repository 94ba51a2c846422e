package io.ticketblue.bench.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Measures a way with all loads: a warm-up, closed loops, open arrivals. All ways of one
 * kind are measured with the same questions in the same order.
 *
 * @param options how long
 * @param progress hears what was measured
 */
record Measuring(SearchBenchOptions options, Consumer<String> progress) {

    /** How many ask at the same time in closed loops. */
    static final List<Integer> THREADS = List.of(1, 8, 32);

    /** With how many threads ways warm up. */
    private static final int USUAL = 8;

    /** How many answer at the same time when questions arrive by themselves. */
    static final int ANSWERING = 32;

    /** The limit of their queue, in seconds of arrivals. */
    static final int QUEUE_SECONDS = 10;

    /**
     * Measures a way.
     * @param questions the list that each closed loop asks as a whole
     * @param describe says what a question is
     */
    <A, T> SearchResult.Speeds run(String name, List<T> questions, Function<T, SearchResult.QuestionTime> describe,
            Supplier<A> maker, Ask<A, T> ask) {
        new QueryLoad<>(questions, this.options.warmUp()).run(USUAL, this.options.warmUp(), maker, ask);
        QueryLoad<T> load = new QueryLoad<>(questions, this.options.longest());
        List<ClosedSpeed> closed = new ArrayList<>();
        List<SearchResult.QuestionTime> times = new ArrayList<>();
        for (int threads : THREADS) {
            QueryLoad.Result<T> result = load.run(threads, this.options.measured(), maker, ask);
            closed.add(result.speed());
            if (threads == 1) {
                result.times().forEach((time) -> times.add(described(describe.apply(time.question()), time)));
            }
            say(name, result.speed());
        }
        return new SearchResult.Speeds(closed, open(name, questions, maker, ask), times);
    }

    private static SearchResult.QuestionTime described(SearchResult.QuestionTime question, QueryLoad.Time<?> time) {
        return new SearchResult.QuestionTime(question.group(), question.text(), time.millis(), time.samples());
    }

    private <A, T> List<OpenSpeed> open(String name, List<T> questions, Supplier<A> maker, Ask<A, T> ask) {
        OpenLoad<T> load = new OpenLoad<>(questions, this.options.arriving(), ANSWERING, QUEUE_SECONDS);
        List<OpenSpeed> speeds = new ArrayList<>();
        boolean keepsUp = true;
        for (int rate : this.options.rates()) {
            OpenSpeed speed = keepsUp ? load.run(rate, maker, ask) : OpenSpeed.notAsked(rate);
            keepsUp = speed.keepsUp();
            this.progress.accept("%s, %d arrive a second: %s, %d errors".formatted(name, rate,
                    keepsUp ? "p50 %s ms, p99 %s ms".formatted(ClosedSpeed.millis(speed.median()),
                            ClosedSpeed.millis(speed.ninetyNinth())) : "cannot keep up",
                    speed.errors()));
            speeds.add(speed);
        }
        return speeds;
    }

    private void say(String name, ClosedSpeed speed) {
        this.progress
            .accept("%s, %d threads: %,.1f a second, p50 %s ms, p99 %s ms, %,d asked of a list of %d, %d errors"
                .formatted(name, speed.threads(), speed.rate(), ClosedSpeed.millis(speed.median()),
                        ClosedSpeed.millis(speed.ninetyNinth()), speed.asked(), speed.questions(), speed.errors()));
    }

}
