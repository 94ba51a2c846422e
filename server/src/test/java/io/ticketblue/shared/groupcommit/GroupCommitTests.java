package io.ticketblue.shared.groupcommit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ticketblue.shared.Overloaded;
import io.ticketblue.shared.Unavailable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class GroupCommitTests {

    private static final Duration LONG = Duration.ofMinutes(1);

    private static final Duration SHORT = Duration.ofMillis(300);

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    private final List<List<Integer>> groups = new CopyOnWriteArrayList<>();

    private final List<String> undelivered = new CopyOnWriteArrayList<>();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    /** Holds up groups with request 0, and all of lane 9. */
    private final CountDownLatch busy = new CountDownLatch(1);

    private final CountDownLatch released = new CountDownLatch(1);

    private boolean lanesMayShare;

    @AfterEach
    void stop() {
        this.busy.countDown();
        this.released.countDown();
        this.callers.shutdownNow();
    }

    @Test
    void answersEveryCallerWithItsOwnAnswer() throws Exception {
        GroupCommit<Integer, String> commit = commit(new GroupLimits(7, 10_000, 4, 2, LONG), (group) -> {
        });
        List<Future<String>> answers = submitAll(commit, IntStream.range(10, 2_010));
        for (int i = 0; i < 2_000; i++) {
            assertThat(answers.get(i).get()).isEqualTo("answer " + (i + 10));
        }
        assertThat(this.groups).allSatisfy((group) -> assertThat(group).hasSizeBetween(1, 7));
        assertThat(this.groups.stream().mapToInt(List::size).sum()).isEqualTo(2_000);
        await().until(() -> commit.workers() == 0 && commit.waiting() == 0);
    }

    @Test
    void gathersTheNextGroupWhileOneIsWorkedOn() throws Exception {
        GroupCommit<Integer, String> commit = commit(new GroupLimits(100, 10_000, 1, 1, LONG), this::holdUpZero);
        Future<String> first = submit(commit, 0);
        awaitTaken(commit, 1);
        List<Future<String>> others = submitAll(commit, IntStream.rangeClosed(1, 8).map((number) -> number * 10));
        await().until(() -> commit.waiting() == 8);
        this.busy.countDown();
        first.get();
        for (Future<String> other : others) {
            other.get();
        }
        assertThat(this.groups).extracting(List::size).containsExactly(1, 8);
        assertThat(this.meters.get("ticketblue.claims.group").tag("queue", "test").summary().max()).isEqualTo(8);
        assertThat(this.meters.get("ticketblue.claims.wait").timer().count()).isEqualTo(9);
    }

    @Test
    void keepsLanesApartAndLetsThemTakeTurns() throws Exception {
        GroupCommit<Integer, String> commit = new GroupCommit<>(new GroupLimits(2, 10_000, 1, 1, LONG),
                work(this::holdUpZero), new GroupMetrics(this.meters, "test"), LONG);
        submit(commit, 0);
        awaitTaken(commit, 1);
        List<Future<String>> crowd = submitAll(commit, IntStream.of(11, 21, 31, 41));
        await().until(() -> commit.waiting() == 4);
        List<Future<String>> other = submitAll(commit, IntStream.of(12));
        await().until(() -> commit.waiting() == 5);
        this.busy.countDown();
        for (Future<String> answer : crowd) {
            answer.get();
        }
        other.getFirst().get();
        await().until(() -> commit.workers() == 0);
        assertThat(this.groups).extracting(List::size).containsExactly(1, 2, 1, 2);
        assertThat(this.groups.get(2)).containsExactly(12);
    }

    @Test
    void letsNoLaneThatIsHeldUpUseUpTheWorkersOfOthers() throws Exception {
        GroupCommit<Integer, String> commit = commit(new GroupLimits(1, 10_000, 2, 2, LONG), (group) -> {
            if (group.getFirst() % 10 == 9) {
                awaitLatch(this.busy);
            }
        });
        List<Future<String>> held = submitAll(commit, IntStream.of(9, 19, 29));
        await().until(() -> commit.workers() == 2 && commit.waiting() == 1);
        assertThat(commit.submit(1, () -> false)).isEqualTo("answer 1");
        assertThat(commit.submit(11, () -> false)).isEqualTo("answer 11");
        assertThat(held).noneMatch(Future::isDone);
    }

    @Test
    void fillsAGroupUpWithOtherLanesThatMayShareIt() throws Exception {
        this.lanesMayShare = true;
        GroupCommit<Integer, String> commit = new GroupCommit<>(new GroupLimits(5, 10_000, 1, 1, LONG),
                work(this::holdUpZero), new GroupMetrics(this.meters, "test"), LONG);
        List<Future<String>> others = afterABusyGroup(commit, IntStream.of(11, 21, 12, 31, 13, 22, 14));
        for (Future<String> other : others) {
            other.get();
        }
        await().until(() -> commit.workers() == 0 && commit.waiting() == 0);
        assertThat(this.groups).extracting(List::size).containsExactly(1, 5, 2);
        assertThat(this.groups.get(1).stream().map((request) -> request % 10).distinct().count()).isGreaterThan(1);
    }

    @Test
    void triesEachLaneAloneWhereASharedGroupMeetsALock() throws Exception {
        this.lanesMayShare = true;
        GroupCommit<Integer, String> commit = new GroupCommit<>(new GroupLimits(100, 10_000, 1, 1, LONG),
                work((group) -> {
                    holdUpZero(group);
                    if (group.contains(19) && group.size() > 1) {
                        throw new CannotAcquireLockException("The seats of 19 are locked");
                    }
                    if (group.contains(19)) {
                        awaitLatch(this.released);
                    }
                }), new GroupMetrics(this.meters, "test"), Duration.ofSeconds(2));
        Future<String> first = submit(commit, 0);
        awaitTaken(commit, 1);
        List<Future<String>> others = new ArrayList<>();
        for (int request : new int[] { 11, 21, 19, 12 }) {
            others.add(submit(commit, request));
            await().until(() -> commit.waiting() == others.size());
        }
        this.busy.countDown();
        first.get();
        assertThat(others.get(0).get()).isEqualTo("answer 11");
        assertThat(others.get(1).get()).isEqualTo("answer 21");
        assertThat(others.get(3).get()).isEqualTo("answer 12");
        assertThat(others.get(2)).isNotDone();
        this.released.countDown();
        assertThat(others.get(2).get()).isEqualTo("answer 19");
        assertThat(this.groups).extracting(List::size).containsExactlyInAnyOrder(1, 2, 1, 1);
    }

    @Test
    void leavesOutWhoHasLeftWhenLanesAreTriedAlone() throws Exception {
        this.lanesMayShare = true;
        GroupCommit<Integer, String> commit = new GroupCommit<>(new GroupLimits(100, 10_000, 1, 1, LONG),
                work((group) -> {
                    holdUpZero(group);
                    if (group.size() > 1) {
                        awaitLatch(this.released);
                        throw new CannotAcquireLockException("locked");
                    }
                }), new GroupMetrics(this.meters, "test"), SHORT);
        Future<String> first = submit(commit, 0);
        awaitTaken(commit, 1);
        Future<String> leaver = this.callers.submit(() -> commit.submit(11, () -> false, Duration.ofSeconds(1)));
        Future<String> stayer = submit(commit, 12);
        await().until(() -> commit.waiting() == 2);
        this.busy.countDown();
        first.get();
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(leaver::get)
            .withCauseInstanceOf(Unavailable.class);
        this.released.countDown();
        assertThat(stayer.get()).isEqualTo("answer 12");
        assertThat(this.groups).containsExactly(List.of(0), List.of(12));
        await().until(() -> commit.workers() == 0 && commit.waiting() == 0);
    }

    @Test
    void triesTheMembersOfAGroupAloneIfOneOfThemIsAtFault() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        GroupCommit<Integer, String> commit = commit(new GroupLimits(100, 10_000, 1, 1, LONG), (group) -> {
            holdUpZero(group);
            attempts.incrementAndGet();
            if (group.contains(130)) {
                throw new DataIntegrityViolationException("130 is poison");
            }
        });
        List<Future<String>> others = afterABusyGroup(commit, IntStream.of(110, 120, 130, 140, 150));
        assertThat(others.get(0).get()).isEqualTo("answer 110");
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> others.get(2).get())
            .havingCause()
            .isInstanceOf(DataIntegrityViolationException.class)
            .withMessage("130 is poison");
        assertThat(others.get(4).get()).isEqualTo("answer 150");
        assertThat(attempts).hasValue(7);
    }

    @Test
    void triesNobodyAloneAfterTheDatabaseFailed() throws Exception {
        List<RuntimeException> failures = List.of(new DataAccessResourceFailureException("gone"),
                new QueryTimeoutException("slow"), new CannotCreateTransactionException("no connection"));
        for (RuntimeException failure : failures) {
            AtomicInteger attempts = new AtomicInteger();
            GroupCommit<Integer, String> commit = new GroupCommit<>(new GroupLimits(100, 10_000, 1, 1, LONG),
                    work((group) -> {
                        attempts.incrementAndGet();
                        throw failure;
                    }), new GroupMetrics(this.meters, failure.getClass().getSimpleName()));
            List<Future<String>> answers = submitAll(commit, IntStream.range(0, 40).map((number) -> number * 10));
            for (Future<String> answer : answers) {
                assertThatExceptionOfType(ExecutionException.class).isThrownBy(answer::get)
                    .withCauseInstanceOf(Unavailable.class);
            }
            int groups = (int) this.meters.get("ticketblue.claims.group")
                .tag("queue", failure.getClass().getSimpleName())
                .summary()
                .count();
            assertThat(attempts).hasValue(groups);
        }
    }

    @Test
    void refusesWhenTooManyWait() throws Exception {
        GroupCommit<Integer, String> commit = commit(new GroupLimits(1, 2, 1, 1, LONG), this::holdUpZero);
        Future<String> first = submit(commit, 0);
        awaitTaken(commit, 1);
        List<Future<String>> accepted = submitAll(commit, IntStream.of(10, 20));
        await().until(() -> commit.waiting() == 2);
        assertThatExceptionOfType(Overloaded.class).isThrownBy(() -> commit.submit(30, () -> false));
        this.busy.countDown();
        first.get();
        for (Future<String> future : accepted) {
            future.get();
        }
        assertThat(commit.submit(40, () -> false)).isEqualTo("answer 40");
        assertThat(refused("queue-full")).isEqualTo(1);
    }

    @Test
    void refusesAtTheDeadlineWhatStillWaitsAndDoesNothingForIt() throws Exception {
        GroupCommit<Integer, String> commit = commit(new GroupLimits(100, 10_000, 1, 1, SHORT), this::holdUpZero);
        Future<String> first = submit(commit, 0);
        awaitTaken(commit, 1);
        assertThatExceptionOfType(Overloaded.class).isThrownBy(() -> commit.submit(10, () -> false));
        assertThat(commit.waiting()).isZero();
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(first::get)
            .withCauseInstanceOf(Unavailable.class);
        this.busy.countDown();
        await().until(() -> commit.workers() == 0);
        assertThat(this.groups).containsExactly(List.of(0));
        assertThat(refused("queue-deadline")).isEqualTo(1);
        assertThat(refused("group-deadline")).isEqualTo(1);
    }

    @Test
    void refusesACallerWithLessTimeWhenThatIsOver() throws Exception {
        GroupCommit<Integer, String> commit = commit(new GroupLimits(100, 10_000, 1, 1, LONG), this::holdUpZero);
        Future<String> first = submit(commit, 0);
        awaitTaken(commit, 1);
        assertThatExceptionOfType(Overloaded.class).isThrownBy(() -> commit.submit(10, () -> false, SHORT));
        assertThat(first).isNotDone();
        this.busy.countDown();
        assertThat(first.get()).isEqualTo("answer 0");
        assertThat(this.groups).containsExactly(List.of(0));
    }

    @Test
    void saysWhichAnswersFoundNobody() {
        GroupCommit<Integer, String> commit = commit(new GroupLimits(100, 10_000, 1, 1, SHORT), this::holdUpZero);
        assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> commit.submit(0, () -> false));
        assertThat(this.undelivered).isEmpty();
        this.busy.countDown();
        await().untilAsserted(() -> assertThat(this.undelivered).containsExactly("answer 0"));
    }

    @Test
    void doesNothingForACallerWhoseClientHasGone() throws Exception {
        GroupCommit<Integer, String> commit = commit(new GroupLimits(100, 10_000, 1, 1, LONG), this::holdUpZero);
        Future<String> first = submit(commit, 0);
        awaitTaken(commit, 1);
        AtomicBoolean gone = new AtomicBoolean();
        Future<String> leaver = this.callers.submit(() -> commit.submit(10, gone::get));
        Future<String> stayer = submit(commit, 20);
        await().until(() -> commit.waiting() == 2);
        gone.set(true);
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(leaver::get)
            .withCauseInstanceOf(Overloaded.class);
        this.busy.countDown();
        first.get();
        stayer.get();
        assertThat(this.groups).containsExactly(List.of(0), List.of(20));
        assertThat(refused("client-gone")).isEqualTo(1);
    }

    @Test
    void stopsTryingMembersAloneWhenTheyHaveLeft() throws Exception {
        AtomicInteger alone = new AtomicInteger();
        GroupCommit<Integer, String> commit = commit(new GroupLimits(100, 10_000, 1, 1, Duration.ofSeconds(3)),
                (group) -> {
                    holdUpZero(group);
                    if (group.size() > 1) {
                        throw new DataIntegrityViolationException("somebody is poison");
                    }
                    if (group.getFirst() != 0) {
                        alone.incrementAndGet();
                        awaitLatch(new CountDownLatch(1), Duration.ofSeconds(1));
                    }
                });
        List<Future<String>> answers = afterABusyGroup(commit, IntStream.range(1, 50).map((number) -> number * 10));
        for (Future<String> answer : answers.subList(10, 49)) {
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(answer::get)
                .withCauseInstanceOf(Unavailable.class);
        }
        await().until(() -> commit.workers() == 0);
        assertThat(alone).hasValueBetween(1, 5);
    }

    private List<Future<String>> afterABusyGroup(GroupCommit<Integer, String> commit, IntStream requests)
            throws Exception {
        Future<String> first = submit(commit, 0);
        awaitTaken(commit, 1);
        List<Future<String>> others = submitAll(commit, requests);
        await().until(() -> commit.waiting() == others.size());
        this.busy.countDown();
        assertThat(first.get()).isEqualTo("answer 0");
        return others;
    }

    private GroupCommit<Integer, String> commit(GroupLimits limits, Consumer<List<Integer>> before) {
        return new GroupCommit<>(limits, work(before), new GroupMetrics(this.meters, "test"));
    }

    private GroupWork<Integer, String> work(Consumer<List<Integer>> before) {
        return new GroupWork<>() {
            @Override
            public Object lane(Integer request) {
                return request % 10;
            }

            @Override
            public boolean lanesMayShare() {
                return GroupCommitTests.this.lanesMayShare;
            }

            @Override
            public List<@Nullable String> commit(List<? extends GroupMember<Integer>> group) {
                List<Integer> requests = group.stream().map(GroupMember::request).toList();
                before.accept(requests);
                GroupCommitTests.this.groups.add(requests);
                List<@Nullable String> answers = new ArrayList<>();
                requests.forEach((request) -> answers.add("answer " + request));
                return answers;
            }

            @Override
            public void undelivered(String answer) {
                GroupCommitTests.this.undelivered.add(answer);
            }
        };
    }

    private Future<String> submit(GroupCommit<Integer, String> commit, int request) {
        return this.callers.submit(() -> commit.submit(request, () -> false));
    }

    private List<Future<String>> submitAll(GroupCommit<Integer, String> commit, IntStream requests) {
        return requests.mapToObj((request) -> submit(commit, request)).toList();
    }

    private static void awaitTaken(GroupCommit<Integer, String> commit, int workers) {
        await().until(() -> commit.workers() == workers && commit.waiting() == 0);
    }

    private double refused(String reason) {
        return this.meters.get("ticketblue.claims.refused").tag("reason", reason).counter().count();
    }

    private void holdUpZero(List<Integer> group) {
        if (group.contains(0)) {
            awaitLatch(this.busy);
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        awaitLatch(latch, Duration.ofMinutes(1));
    }

    private static void awaitLatch(CountDownLatch latch, Duration most) {
        try {
            latch.await(most.toMillis(), TimeUnit.MILLISECONDS);
        }
        catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

}
