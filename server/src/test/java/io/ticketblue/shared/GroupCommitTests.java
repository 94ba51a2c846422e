package io.ticketblue.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class GroupCommitTests {

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    private final List<List<Integer>> groups = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        this.callers.shutdownNow();
    }

    @Test
    void answersEveryCallerWithItsOwnAnswer() throws Exception {
        GroupCommit<Integer, String> commit = new GroupCommit<>(7, 10_000, 2, this::doubled);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            int request = i;
            answers.add(this.callers.submit(() -> commit.submit(request)));
        }
        for (int i = 0; i < 2_000; i++) {
            assertThat(answers.get(i).get()).isEqualTo("answer " + i);
        }
        assertThat(this.groups).allSatisfy((group) -> assertThat(group).hasSizeBetween(1, 7));
        assertThat(this.groups.stream().mapToInt(List::size).sum()).isEqualTo(2_000);
    }

    @Test
    void gathersTheNextGroupWhileOneIsWorkedOn() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        GroupCommit<Integer, String> commit = new GroupCommit<>(100, 10_000, 1, (group) -> {
            if (group.contains(0)) {
                awaitLatch(busy);
            }
            return doubled(group);
        });
        Future<String> first = this.callers.submit(() -> commit.submit(0));
        await().until(() -> commit.workers() == 1);
        List<Future<String>> others = IntStream.rangeClosed(1, 40)
            .mapToObj((request) -> this.callers.submit(() -> commit.submit(request)))
            .toList();
        await().until(() -> commit.waiting() == 40);
        busy.countDown();
        first.get();
        for (Future<String> other : others) {
            other.get();
        }
        assertThat(this.groups).extracting(List::size).containsExactly(1, 40);
    }

    @Test
    void triesTheMembersOfAFailedGroupAlone() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        AtomicInteger attempts = new AtomicInteger();
        GroupCommit<Integer, String> commit = new GroupCommit<>(100, 10_000, 1, (group) -> {
            if (group.contains(0)) {
                awaitLatch(busy);
            }
            attempts.incrementAndGet();
            if (group.contains(13)) {
                throw new IllegalStateException("13 is poison");
            }
            return doubled(group);
        });
        Future<String> first = this.callers.submit(() -> commit.submit(0));
        await().until(() -> commit.workers() == 1);
        List<Future<String>> others = IntStream.rangeClosed(11, 15)
            .mapToObj((request) -> this.callers.submit(() -> commit.submit(request)))
            .toList();
        await().until(() -> commit.waiting() == 5);
        busy.countDown();
        assertThat(first.get()).isEqualTo("answer 0");
        assertThat(others.get(0).get()).isEqualTo("answer 11");
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> others.get(2).get())
            .havingCause()
            .isInstanceOf(IllegalStateException.class)
            .withMessage("13 is poison");
        assertThat(others.get(4).get()).isEqualTo("answer 15");
        assertThat(attempts).hasValue(7);
    }

    @Test
    void refusesWhenTooManyWait() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        GroupCommit<Integer, String> commit = new GroupCommit<>(1, 2, 1, (group) -> {
            awaitLatch(busy);
            return doubled(group);
        });
        List<CompletableFuture<String>> accepted = new ArrayList<>();
        accepted.add(CompletableFuture.supplyAsync(() -> commit.submit(0), this.callers));
        await().until(() -> commit.workers() == 1 && commit.waiting() == 0);
        accepted.add(CompletableFuture.supplyAsync(() -> commit.submit(1), this.callers));
        accepted.add(CompletableFuture.supplyAsync(() -> commit.submit(2), this.callers));
        await().until(() -> commit.waiting() == 2);
        assertThatExceptionOfType(Overloaded.class).isThrownBy(() -> commit.submit(3));
        busy.countDown();
        for (CompletableFuture<String> future : accepted) {
            future.get();
        }
        assertThat(commit.submit(4)).isEqualTo("answer 4");
    }

    private List<String> doubled(List<Integer> group) {
        this.groups.add(group);
        return group.stream().map((request) -> "answer " + request).toList();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
