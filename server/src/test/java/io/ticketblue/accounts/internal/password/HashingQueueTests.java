package io.ticketblue.accounts.internal.password;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ticketblue.accounts.BadCredentials;
import io.ticketblue.accounts.internal.password.HashingQueue.Lane;
import io.ticketblue.accounts.internal.password.HashingQueue.Slot;
import io.ticketblue.shared.Overloaded;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class HashingQueueTests {

    private static final Duration LONG = Duration.ofSeconds(10);

    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    private final MeterRegistry meters = new SimpleMeterRegistry();

    private final AtomicLong nanos = new AtomicLong();

    private final CountDownLatch open = new CountDownLatch(1);

    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    private final List<CompletableFuture<?>> callers = new ArrayList<>();

    @AfterEach
    void letEverybodyGo() {
        this.open.countDown();
    }

    @Test
    void letsThreeSignInsGoBeforeEachSignUpAndKeepsTheOrderInBothQueues() {
        HashingQueue queue = queue(LONG, 1);
        occupy(queue);
        for (int number = 1; number <= 3; number++) {
            enter(queue, Lane.SIGN_UP, "up" + number);
        }
        for (int number = 1; number <= 7; number++) {
            enter(queue, Lane.SIGN_IN, "in" + number);
        }
        this.open.countDown();
        this.callers.forEach(CompletableFuture::join);
        // Whoever was being served when the others came was a sign-in, too.
        assertThat(this.done).containsExactly("in1", "in2", "up1", "in3", "in4", "in5", "up2", "in6", "in7", "up3");
    }

    @Test
    void refusesAtOnceWhenTheQueueIsFullAndServesTheOtherQueue() {
        HashingQueue queue = queue(LONG, 1);
        occupy(queue);
        for (int number = 1; number <= 3; number++) {
            enter(queue, Lane.SIGN_UP, "up" + number);
        }
        assertThatExceptionOfType(Overloaded.class).isThrownBy(() -> queue.call(Lane.SIGN_UP, () -> "never"))
            .satisfies((problem) -> assertThat(problem.retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(2)));
        assertThat(refused("sign-up")).isEqualTo(1);
        enter(queue, Lane.SIGN_IN, "in1");
        assertThat(this.meters.get("ticketblue.passwords.waiting").tag("queue", "sign-up").gauge().value())
            .isEqualTo(3);
        this.open.countDown();
        this.callers.forEach(CompletableFuture::join);
        assertThat(this.done).containsExactlyInAnyOrder("in1", "up1", "up2", "up3");
    }

    @Test
    void refusesWhoseTurnDoesNotComeInTimeAndNeverDoesTheirWork() {
        HashingQueue queue = queue(Duration.ofMillis(50), 1);
        occupy(queue);
        assertThatExceptionOfType(Overloaded.class)
            .isThrownBy(() -> queue.call(Lane.SIGN_IN, () -> this.done.add("too late")));
        assertThat(queue.waitingIn(Lane.SIGN_IN)).isZero();
        this.open.countDown();
        this.callers.forEach(CompletableFuture::join);
        assertThat(queue.call(Lane.SIGN_IN, () -> "next")).isEqualTo("next");
        assertThat(this.done).isEmpty();
        assertThat(refused("sign-in")).isEqualTo(1);
    }

    @Test
    void refusesAtOnceWhoWouldWaitTooLongByWhatTheWorkTookSoFar() {
        HashingQueue queue = queue(LONG, 1);
        Duration slow = LONG.multipliedBy(6);
        queue.call(Lane.SIGN_IN, () -> this.nanos.addAndGet(slow.toNanos()));
        occupy(queue);
        enter(queue, Lane.SIGN_IN, "first");
        assertThatExceptionOfType(Overloaded.class).isThrownBy(() -> queue.call(Lane.SIGN_IN, () -> "second"))
            .satisfies((problem) -> assertThat(problem.retryAfter()).isEqualTo(slow));
        assertThat(queue.waitingIn(Lane.SIGN_IN)).isEqualTo(1);
    }

    @Test
    void doesNoMoreAtATimeThanItShould() {
        HashingQueue queue = queue(LONG, 2);
        AtomicInteger present = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        for (int number = 0; number < 10; number++) {
            this.callers.add(CompletableFuture.supplyAsync(() -> queue.call(Lane.SIGN_IN, () -> {
                most.accumulateAndGet(present.incrementAndGet(), Math::max);
                Thread.yield();
                return present.decrementAndGet();
            }), this.threads));
        }
        this.callers.forEach(CompletableFuture::join);
        assertThat(most.get()).isBetween(1, 2);
    }

    @Test
    void passesOnWhatTheWorkFound() {
        HashingQueue queue = queue(LONG, 1);
        assertThatExceptionOfType(BadCredentials.class).isThrownBy(() -> queue.call(Lane.SIGN_IN, () -> {
            throw new BadCredentials();
        }));
        assertThat(queue.call(Lane.SIGN_IN, () -> 7)).isEqualTo(7);
    }

    @Test
    void usesAllProcessorsButOneAndAQuarterOfTheHeap() {
        PasswordSettings settings = settings(LONG, null);
        assertThat(settings.parallelOn(8, DataSize.ofGigabytes(4).toBytes())).isEqualTo(7);
        assertThat(settings.parallelOn(8, DataSize.ofMegabytes(256).toBytes())).isEqualTo(3);
        assertThat(settings.parallelOn(1, DataSize.ofMegabytes(64).toBytes())).isEqualTo(1);
        assertThat(settings(LONG, 5).parallelOn(2, DataSize.ofGigabytes(1).toBytes())).isEqualTo(5);
    }

    @Test
    void countsReservedRoomAgainstTheLimitUntilItIsGivenBack() {
        HashingQueue queue = queue(LONG, 1);
        try (Slot first = queue.slot(Lane.SIGN_UP);
                Slot second = queue.slot(Lane.SIGN_UP);
                Slot third = queue.slot(Lane.SIGN_UP)) {
            first.reserve();
            second.reserve();
            third.reserve();
            assertThatExceptionOfType(Overloaded.class).isThrownBy(() -> queue.call(Lane.SIGN_UP, () -> "fourth"));
            second.release();
            assertThat(queue.call(Lane.SIGN_UP, () -> "fourth")).isEqualTo("fourth");
            second.reserve();
            assertThat(first.call(() -> "first")).isEqualTo("first");
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> first.call(() -> "again"));
        }
        for (int number = 0; number < 3; number++) {
            queue.slot(Lane.SIGN_UP).reserve();
        }
        assertThatExceptionOfType(Overloaded.class).isThrownBy(() -> queue.slot(Lane.SIGN_UP).reserve());
    }

    private void occupy(HashingQueue queue) {
        CountDownLatch begun = new CountDownLatch(1);
        this.callers.add(CompletableFuture.supplyAsync(() -> queue.call(Lane.SIGN_IN, () -> {
            begun.countDown();
            try {
                return this.open.await(10, TimeUnit.SECONDS);
            }
            catch (InterruptedException ex) {
                throw new IllegalStateException(ex);
            }
        }), this.threads));
        await().until(() -> begun.getCount() == 0);
    }

    private void enter(HashingQueue queue, Lane lane, String name) {
        int before = queue.waitingIn(lane);
        submit(queue, lane, name);
        await().pollDelay(Duration.ZERO).until(() -> queue.waitingIn(lane) == before + 1);
    }

    private CompletableFuture<?> submit(HashingQueue queue, Lane lane, String name) {
        CompletableFuture<?> caller = CompletableFuture.supplyAsync(() -> queue.call(lane, () -> this.done.add(name)),
                this.threads);
        this.callers.add(caller);
        return caller;
    }

    private double refused(String queue) {
        return this.meters.get("ticketblue.passwords.refused").tag("queue", queue).counter().count();
    }

    private HashingQueue queue(Duration longestWait, int parallel) {
        return new HashingQueue(settings(longestWait, parallel), this.meters, this.nanos::get);
    }

    private static PasswordSettings settings(Duration longestWait, @Nullable Integer parallel) {
        return new PasswordSettings(DataSize.ofMegabytes(19), 2, parallel, 20, 3, longestWait);
    }

}
