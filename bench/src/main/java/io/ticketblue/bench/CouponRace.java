package io.ticketblue.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * So many people want a coupon at the same time.
 *
 * @param requests how many people, each once
 * @param threads how many of them at a time
 * @param quantity how many coupons there are
 */
record CouponRace(int requests, int threads, int quantity) {

    /** The races that are run. */
    static final List<CouponRace> ALL = List.of(new CouponRace(1_000, 10, 1_000), new CouponRace(1_000, 10, 10_000),
            new CouponRace(10_000, 30, 1_000), new CouponRace(10_000, 30, 10_000));

    /** What everybody does again and again before anything counts. */
    static final CouponRace WARM_UP = new CouponRace(1_000, 10, 10_000);

    /** How many people must get one. */
    int expected() {
        return Math.min(this.requests, this.quantity);
    }

    /** Runs one rival on a coupon of its own. */
    RaceResult run(CouponRival rival, CouponRows rows, List<Long> people) {
        long coupon = rows.open(this.quantity);
        AtomicInteger next = new AtomicInteger();
        AtomicInteger successes = new AtomicInteger();
        AtomicInteger errors = new AtomicInteger();
        AtomicReference<String> firstError = new AtomicReference<>("");
        Latencies.Recorder latencies = new Latencies.Recorder();
        CountDownLatch signal = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int thread = 0; thread < this.threads; thread++) {
            threads.add(Thread.ofPlatform().start(() -> {
                Latencies.Recorder own = new Latencies.Recorder();
                await(signal);
                for (int number = next.getAndIncrement(); number < this.requests; number = next.getAndIncrement()) {
                    long began = System.nanoTime();
                    try {
                        if (rival.issue(coupon, people.get(number))) {
                            successes.incrementAndGet();
                        }
                    }
                    catch (RuntimeException ex) {
                        errors.incrementAndGet();
                        firstError.compareAndSet("", ex.getClass().getSimpleName() + ": " + ex.getMessage());
                    }
                    own.add(System.nanoTime() - began);
                }
                synchronized (latencies) {
                    own.addTo(latencies);
                }
            }));
        }
        long began = System.nanoTime();
        signal.countDown();
        threads.forEach(CouponRace::join);
        double seconds = (System.nanoTime() - began) / 1e9;
        return new RaceResult(rival.name(), this, rows.rows(coupon), rows.read(coupon).issued(), successes.get(),
                errors.get(), Objects.requireNonNullElse(firstError.get(), ""), seconds,
                latencies.latencies().percentile(99), rival.note());
    }

    private static void await(CountDownLatch signal) {
        try {
            signal.await();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted before the race", ex);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during the race", ex);
        }
    }

}
