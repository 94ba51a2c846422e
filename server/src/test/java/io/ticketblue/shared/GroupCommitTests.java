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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class GroupCommitTests {

    /**
     * So many times as long as a group took that nobody in these tests waits for its end.
     */
    private static final double LONG = 1e9;

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    private final List<List<Integer>> groups = new CopyOnWriteArrayList<>();

    private final AtomicInteger held = new AtomicInteger();

    private final CountDownLatch holdFirst = new CountDownLatch(1);

    private final CountDownLatch holdSecond = new CountDownLatch(1);

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

    @Test
    void waitsForThoseWhoWereJustAnswered() throws Exception {
        GroupCommit<Integer, String> commit = new GroupCommit<>(100, 10_000, 2, LONG, this::doubledTogether);
        comeBackOneAfterTheOther(commit, () -> await().until(() -> commit.waiting() == 1));
        assertThat(this.groups.getLast()).containsExactly(11, 12);
    }

    @Test
    void startsWithTheQuickestWithoutPatience() throws Exception {
        GroupCommit<Integer, String> commit = new GroupCommit<>(100, 10_000, 2, this::doubledTogether);
        comeBackOneAfterTheOther(commit, () -> await().until(() -> this.groups.contains(List.of(11))));
        assertThat(this.groups).contains(List.of(11), List.of(12)).doesNotContain(List.of(11, 12));
    }

    /** 1 and 2 share a group; then 11 comes, and 12 once that has shown its effect. */
    private void comeBackOneAfterTheOther(GroupCommit<Integer, String> commit, Runnable effect) throws Exception {
        together(commit);
        Future<String> quick = this.callers.submit(() -> commit.submit(11));
        effect.run();
        Future<String> slow = this.callers.submit(() -> commit.submit(12));
        assertThat(quick.get()).isEqualTo("answer 11");
        assertThat(slow.get()).isEqualTo("answer 12");
    }

    @Test
    void doesNotWaitForEverForThoseWhoStayAway() throws Exception {
        GroupCommit<Integer, String> commit = new GroupCommit<>(100, 10_000, 2, 1, this::doubledTogether);
        together(commit);
        assertThat(commit.submit(11)).isEqualTo("answer 11");
        await().until(() -> commit.workers() == 0);
        assertThat(this.groups.getLast()).containsExactly(11);
    }

    @Test
    void aLoneCallerWaitsForNobody() {
        GroupCommit<Integer, String> commit = new GroupCommit<>(100, 10_000, 2, LONG, this::doubled);
        for (int i = 0; i < 100; i++) {
            assertThat(commit.submit(i)).isEqualTo("answer " + i);
        }
        assertThat(this.groups).hasSize(100);
        await().until(() -> commit.workers() == 0);
    }

    @Test
    void leavesNobodyBehindWhoCameToAGatheringGroup() throws Exception {
        GroupCommit<Integer, String> commit = new GroupCommit<>(3, 10_000, 2, 0.5, this::doubled);
        List<Future<Integer>> crowd = IntStream.range(0, 12).mapToObj((caller) -> this.callers.submit(() -> {
            int answered = 0;
            for (int i = 0; i < 300; i++) {
                int request = caller * 1_000 + i;
                answered += commit.submit(request).equals("answer " + request) ? 1 : 0;
            }
            return answered;
        })).toList();
        for (Future<Integer> caller : crowd) {
            assertThat(caller.get(1, TimeUnit.MINUTES)).isEqualTo(300);
        }
        assertThat(commit.waiting()).isZero();
    }

    /** Has 1 and 2 answered in one group, and then nobody else busy. */
    private void together(GroupCommit<Integer, String> commit) throws Exception {
        Future<String> first = this.callers.submit(() -> commit.submit(-1));
        await().until(() -> this.held.get() == 1);
        Future<String> second = this.callers.submit(() -> commit.submit(-2));
        await().until(() -> this.held.get() == 2);
        Future<String> one = this.callers.submit(() -> commit.submit(1));
        await().until(() -> commit.waiting() == 1);
        Future<String> two = this.callers.submit(() -> commit.submit(2));
        await().until(() -> commit.waiting() == 2);
        this.holdFirst.countDown();
        first.get();
        one.get();
        two.get();
        this.holdSecond.countDown();
        second.get();
        await().until(() -> commit.workers() <= 1);
    }

    private List<String> doubledTogether(List<Integer> group) {
        if (group.getFirst() < 0) {
            this.held.incrementAndGet();
            awaitLatch((group.getFirst() == -1) ? this.holdFirst : this.holdSecond);
        }
        return doubled(group);
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
