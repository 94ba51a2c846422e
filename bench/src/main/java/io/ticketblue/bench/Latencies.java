package io.ticketblue.bench;

import java.util.Arrays;

/** How long answers took; every one of them is kept, so that no percentile is a guess. */
public final class Latencies {

    private final long[] sorted;

    private Latencies(long[] sorted) {
        this.sorted = sorted;
    }

    /** The latencies in any order, in nanoseconds. */
    public static Latencies ofNanos(long... nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latencies(sorted);
    }

    /** How many there are. */
    public int count() {
        return this.sorted.length;
    }

    /**
     * The time in milliseconds that a share of the answers did not exceed, by nearest
     * rank; not a number if there were none.
     * @param percent more than 0, at most 100
     */
    public double percentile(double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("percent must be more than 0 and at most 100, not " + percent);
        }
        if (this.sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(percent * this.sorted.length / 100);
        return this.sorted[Math.max(rank, 1) - 1] / 1e6;
    }

    /** The mean in milliseconds; not a number if there were none. */
    public double average() {
        return Arrays.stream(this.sorted).average().orElse(Double.NaN) / 1e6;
    }

    /** Collects latencies. */
    public static final class Recorder {

        private long[] nanos = new long[1024];

        private int count;

        /** Adds one, in nanoseconds. */
        public void add(long latency) {
            if (this.count == this.nanos.length) {
                this.nanos = Arrays.copyOf(this.nanos, this.count * 2);
            }
            this.nanos[this.count++] = latency;
        }

        int count() {
            return this.count;
        }

        /** Adds all of them to another recorder. */
        public void addTo(Recorder other) {
            for (int i = 0; i < this.count; i++) {
                other.add(this.nanos[i]);
            }
        }

        /** All that were added so far. */
        public Latencies latencies() {
            return ofNanos(Arrays.copyOf(this.nanos, this.count));
        }

    }

}
