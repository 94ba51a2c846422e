package io.ticketblue.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.random.RandomGenerator;

import io.ticketblue.bench.arrival.PoissonArrivals;
import io.ticketblue.shared.Overloaded;

/**
 * Lets people come at a rate and measures from the moment at which each was due, so that
 * whoever waits behind others is not left out. Everybody asks once; when all people have
 * a coupon, the next one opens.
 */
final class Arrivals {

    private final CouponRows rows;

    private final List<Long> people;

    private final RandomGenerator random = new SplittableRandom(20_261_128);

    Arrivals(CouponRows rows, List<Long> people) {
        this.rows = rows;
        this.people = people;
    }

    /** How many a second are answered if so many come at once. */
    double capacity(CouponRival rival, int count) {
        return run(rival, new ArrivalScenario("flood", 0, Integer.MAX_VALUE, 1), Integer.MAX_VALUE, count).answered();
    }

    /** Lets people come at a rate. */
    ArrivalResult run(CouponRival rival, ArrivalScenario scenario, double capacity) {
        double rate = scenario.rate(capacity);
        return run(rival, scenario, rate, (int) (rate * scenario.seconds()));
    }

    private ArrivalResult run(CouponRival rival, ArrivalScenario scenario, double rate, int count) {
        List<Long> coupons = new ArrayList<>();
        for (int first = 0; first < count; first += this.people.size()) {
            coupons.add(this.rows.open(this.people.size()));
        }
        long[] due = PoissonArrivals.times(rate, count, this.random);
        AtomicLongArray took = new AtomicLongArray(count);
        AtomicInteger successes = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger errors = new AtomicInteger();
        AtomicLong last = new AtomicLong();
        CountDownLatch answered = new CountDownLatch(count);
        long began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            int number = i;
            PoissonArrivals.awaitUntil(began + due[i]);
            Thread.startVirtualThread(() -> {
                try {
                    if (rival.issue(coupons.get(number / this.people.size()),
                            this.people.get(number % this.people.size()))) {
                        successes.incrementAndGet();
                    }
                }
                catch (Overloaded ex) {
                    refused.incrementAndGet();
                }
                catch (RuntimeException ex) {
                    errors.incrementAndGet();
                }
                long now = System.nanoTime() - began;
                took.set(number, now - due[number]);
                last.accumulateAndGet(now, Math::max);
                answered.countDown();
            });
        }
        await(answered);
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            nanos[i] = took.get(i);
        }
        Latencies latencies = Latencies.ofNanos(nanos);
        long rowCount = coupons.stream().mapToLong(this.rows::rows).sum();
        long counted = coupons.stream().mapToLong((coupon) -> this.rows.read(coupon).issued()).sum();
        return new ArrivalResult(rival.name(), scenario.name(), count, rate, count / (last.get() / 1e9),
                latencies.percentile(50), latencies.percentile(99), refused.get(), errors.get(),
                rowCount == successes.get() && counted == rowCount);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", ex);
        }
    }

}
