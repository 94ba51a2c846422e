package io.ticketblue.bench.arrival;

import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Arrivals at a mean rate with independent exponential gaps (a Poisson process). */
public final class PoissonArrivals {

    private PoissonArrivals() {
    }

    /**
     * When each request arrives, in nanoseconds from the beginning, in ascending order.
     * The same generator in the same state gives the same times.
     */
    public static long[] times(double perSecond, int count, RandomGenerator random) {
        long[] times = new long[count];
        double at = 0;
        for (int i = 0; i < count; i++) {
            at += -Math.log(1 - random.nextDouble()) / perSecond * 1e9;
            times[i] = (long) at;
        }
        return times;
    }

    /**
     * Parks until {@link System#nanoTime()} reaches a time; returns at once if it has.
     */
    public static void awaitUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

}
