package io.ticketblue.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The answers to a load in one run.
 *
 * @param seconds how long was measured
 * @param answers how many answers were measured
 * @param statuses the measured answers by status, those of connections that are not
 * measured included
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

    /** All figures, as the files for programs hold them. */
    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("rate", rate());
        figures.put("averageMillis", this.latencies.average());
        for (int percent : List.of(50, 95, 99, 100)) {
            figures.put((percent == 100) ? "maxMillis" : "p" + percent + "Millis", this.latencies.percentile(percent));
        }
        figures.put("seconds", this.seconds);
        figures.put("answers", this.answers);
        figures.put("statuses", this.statuses);
        figures.put("bytes", this.bytes);
        figures.put("connections", this.connections);
        figures.put("faults", this.faults);
        figures.put("firstFault", Objects.requireNonNullElse(this.firstFault, ""));
        figures.put("cores", this.cores);
        return figures;
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

        void answered(long at, long nanos, AnswerReader answer, boolean measured, @Nullable String fault) {
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
