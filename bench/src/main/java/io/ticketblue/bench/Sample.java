package io.ticketblue.bench;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What a load heard in one run.
 *
 * @param seconds how long was measured
 * @param answers how many answers were measured
 * @param statuses the measured answers by status, those that only made a stir included
 * @param allStatuses the same with those before and after the measured time
 * @param latencies how long each measured answer took
 * @param bytes of all measured bodies on the wire
 * @param connections how many connections were opened
 * @param faults how many answers were wrong, at any time
 * @param firstFault what the first of them was
 * @param cores how busy the machine was
 */
record Sample(double seconds, long answers, Map<Integer, Long> statuses, Map<Integer, Long> allStatuses,
        Latencies latencies, long bytes, long connections, long faults, @Nullable String firstFault, Cores cores) {

    /** Answers in a second. */
    double rate() {
        return this.answers / this.seconds;
    }

    /** Answers with a status in a second. */
    double rate(int status) {
        return this.statuses.getOrDefault(status, 0L) / this.seconds;
    }

    /** Answers with a status, at any time. */
    long all(int status) {
        return this.allStatuses.getOrDefault(status, 0L);
    }

    /** The same, with how busy the machine was. */
    Sample with(Cores measured) {
        return new Sample(this.seconds, this.answers, this.statuses, this.allStatuses, this.latencies, this.bytes,
                this.connections, this.faults, this.firstFault, measured);
    }

    /** Makes a sample. */
    static final class Recorder {

        private final long from;

        private final long until;

        private final Map<Integer, Long> statuses = new TreeMap<>();

        private final Map<Integer, Long> allStatuses = new TreeMap<>();

        private final Latencies.Recorder latencies = new Latencies.Recorder();

        private long answers;

        private long bytes;

        private long connections;

        private long faults;

        private long last;

        private @Nullable String firstFault;

        /**
         * Measures from a {@link System#nanoTime()} for so many nanoseconds.
         */
        Recorder(long from, long nanos) {
            this.from = from;
            this.until = from + nanos;
            this.last = from;
        }

        boolean over(long now) {
            return now - this.until >= 0;
        }

        void connected() {
            this.connections++;
        }

        void broken(String fault) {
            this.faults++;
            this.firstFault = (this.firstFault != null) ? this.firstFault : fault;
        }

        void heard(long at, long nanos, AnswerReader answer, boolean measured, @Nullable String fault) {
            this.allStatuses.merge(answer.status(), 1L, Long::sum);
            if (fault != null) {
                broken(fault);
            }
            if (at - this.from < 0 || over(at)) {
                return;
            }
            this.last = at;
            this.statuses.merge(answer.status(), 1L, Long::sum);
            if (measured) {
                this.answers++;
                this.bytes += answer.length();
                this.latencies.add(nanos);
            }
        }

        /** The sample; a load that ended early was measured until its last answer. */
        Sample sample() {
            boolean early = !over(System.nanoTime());
            double seconds = ((early ? this.last : this.until) - this.from) / 1e9;
            return new Sample(seconds, this.answers, this.statuses, this.allStatuses, this.latencies.latencies(),
                    this.bytes, this.connections, this.faults, this.firstFault, Cores.UNKNOWN);
        }

    }

}
