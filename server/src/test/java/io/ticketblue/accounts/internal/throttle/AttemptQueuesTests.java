package io.ticketblue.accounts.internal.throttle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.ticketblue.shared.Overloaded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class AttemptQueuesTests {

    private static final int LONGEST = 100;

    private final AttemptQueues queues = new AttemptQueues();

    private final List<Thread> threads = new ArrayList<>();

    private final Subject person = Subject.account("a@b.example");

    private final CountDownLatch open = new CountDownLatch(1);

    private final AtomicInteger present = new AtomicInteger();

    private final Queue<Integer> served = new ConcurrentLinkedQueue<>();

    private final AtomicInteger most = new AtomicInteger();

    @AfterEach
    void letEverybodyGo() {
        this.open.countDown();
    }

    @Test
    void servesASubjectOneByOneInOrderOfArrivalAndForgetsTheQueue() {
        List<CompletableFuture<Integer>> members = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            members.add(join(number));
            await().until(() -> this.threads.getLast().getState() == Thread.State.TIMED_WAITING);
        }
        assertThat(this.present).hasValue(1);
        assertThat(this.queues.waiting()).isEqualTo(20);
        assertThat(this.queues.<Integer>inTurn(Subject.account("c@d.example"), in(Duration.ZERO), () -> 7))
            .as("others wait for nobody")
            .isEqualTo(7);
        this.open.countDown();
        assertThat(members).extracting(CompletableFuture::join).hasSize(20);
        assertThat(this.served).containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
        assertThat(this.most).hasValue(1);
        assertThat(this.queues.isQueued(this.person)).isFalse();
    }

    @Test
    void refusesWhoseTurnDoesNotComeInTimeAndMoreThanTheLongestQueue() {
        List<CompletableFuture<Integer>> members = new ArrayList<>(List.of(join(0)));
        await().until(() -> this.present.get() == 1);
        assertThatExceptionOfType(Overloaded.class)
            .isThrownBy(() -> this.queues.inTurn(this.person, in(Duration.ofMillis(20)), () -> "too late"));
        AtomicInteger refused = new AtomicInteger();
        for (int number = 1; number < LONGEST + 10; number++) {
            members.add(join(number).whenComplete((value, thrown) -> {
                if (thrown != null) {
                    refused.incrementAndGet();
                }
            }));
        }
        await().untilAsserted(() -> assertThat(refused).hasValue(10));
        this.open.countDown();
        await().until(() -> !this.queues.isQueued(this.person));
        assertThat(refused).hasValue(10);
        assertThat(members.stream().filter((member) -> !member.isCompletedExceptionally())).hasSize(LONGEST);
    }

    private CompletableFuture<Integer> join(int number) {
        return CompletableFuture.supplyAsync(
                () -> this.queues.inTurn(this.person, in(Duration.ofSeconds(30)), () -> be(number)),
                (task) -> this.threads.add(Thread.startVirtualThread(task)));
    }

    private int be(int number) {
        this.served.add(number);
        this.most.accumulateAndGet(this.present.incrementAndGet(), Math::max);
        try {
            if (!this.open.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Nobody opened");
            }
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
        this.present.decrementAndGet();
        return number;
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

}
