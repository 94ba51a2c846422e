package io.ticketblue.booking.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.ticketblue.booking.SeatStatus;
import io.ticketblue.booking.internal.LedgerQueries.Taken;
import io.ticketblue.catalog.PricedSeat;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.catalog.SeatView;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(20)
class SeatBoardTests {

    private static final Duration LONG = Duration.ofHours(1);

    private final Map<Long, Taken> ledger = new ConcurrentHashMap<>();

    private final AtomicInteger readings = new AtomicInteger();

    private final RoundPlan plan = new RoundPlan(new RoundId(1), LongStream.rangeClosed(1, 10)
        .mapToObj((id) -> new PricedSeat(new SeatView(new SeatId(id), "A", "1", (int) id, "A 1-" + id, id, 0, false),
                "R", new Money(50_000)))
        .toList());

    private final SeatBoard board = new SeatBoard(this.plan, () -> {
        this.readings.incrementAndGet();
        return Map.copyOf(this.ledger);
    }, Clock.systemUTC(), LONG);

    @Test
    void readsOnceForEverybodyUntilSomethingChanges() throws InterruptedException {
        List<Callable<SeatSnapshot>> readers = Stream.<Callable<SeatSnapshot>>generate(() -> this.board::current)
            .limit(100)
            .toList();
        assertThat(Crowd.rush(readers)).allMatch(Crowd.Result::succeeded);
        assertThat(this.readings).hasValue(1);
    }

    @Test
    void showsAChangeToWhoeverAsksAfterIt() {
        assertThat(this.board.current().notFree()).isEmpty();
        sell(3);
        assertThat(this.board.current().notFree()).containsOnly(Map.entry("3", SeatStatus.SOLD));
        assertThat(this.readings).hasValue(2);
    }

    @Test
    void wakesThoseWhoWaitForAChange() throws InterruptedException {
        SeatSnapshot seen = this.board.current();
        List<Callable<SeatSnapshot>> all = List.of(() -> this.board.next(seen, LONG), () -> {
            sell(3);
            return this.board.current();
        });
        assertThat(Crowd.rush(all)).allSatisfy((result) -> assertThat(result.value()).isNotNull()
            .satisfies((snapshot) -> assertThat(snapshot.notFree()).containsKey("3")));
    }

    @Test
    void letsNobodyWhoChangesTheLedgerWaitForAReading() throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        SeatBoard slow = new SeatBoard(this.plan, () -> {
            reading.countDown();
            await(changed);
            return Map.of();
        }, Clock.systemUTC(), LONG);
        // The reading ends only when the change has been told: one of both would wait for
        // ever if they shared a lock.
        List<Callable<Object>> both = List.of(slow::current, () -> {
            await(reading);
            slow.change();
            changed.countDown();
            return "changed";
        });
        assertThat(Crowd.rush(both)).allMatch(Crowd.Result::succeeded);
    }

    @Test
    void tellsFromARecentSnapshotWhetherAllSeatsAreSold() {
        assertThat(this.board.soldOut()).isFalse();
        IntStream.rangeClosed(1, 10).forEach(this::sell);
        assertThat(this.board.soldOut()).as("good enough for the greatest age").isFalse();
        assertThat(this.readings).hasValue(1);
        this.board.current();
        assertThat(this.board.soldOut()).isTrue();
    }

    private void sell(long seat) {
        this.ledger.put(seat, new Taken(7, null));
        this.board.change();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
