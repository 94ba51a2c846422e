package io.ticketblue.bench;

import java.time.Duration;

/**
 * How many processors the programs that share the machine kept busy on average.
 *
 * @param generator the load generator
 * @param application the server under load
 * @param database its database
 */
record Cores(double generator, double application, double database) {

    /** When nobody looked. */
    static final Cores UNKNOWN = new Cores(Double.NaN, Double.NaN, Double.NaN);

    /**
     * What the programs have used so far.
     *
     * @param at the time, by {@link System#nanoTime()}
     * @param generator nanoseconds of a processor
     * @param application the same
     * @param database the same
     */
    record Reading(long at, long generator, long application, long database) {

        /** Looks now. */
        static Reading of(long applicationPid, long databasePid) {
            return new Reading(System.nanoTime(), Machine.ownCpuNanos(), used(applicationPid), used(databasePid));
        }

        /** What was used from then to now. */
        Cores until(Reading later) {
            double time = later.at - this.at;
            return new Cores((later.generator - this.generator) / time, (later.application - this.application) / time,
                    (later.database - this.database) / time);
        }

        private static long used(long pid) {
            return ProcessHandle.of(pid)
                .flatMap((process) -> process.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElse(0L);
        }

    }

}
