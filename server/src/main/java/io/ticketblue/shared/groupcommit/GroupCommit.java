package io.ticketblue.shared.groupcommit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import io.ticketblue.shared.Overloaded;
import io.ticketblue.shared.Unavailable;
import io.ticketblue.shared.groupcommit.GroupMetrics.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/**
 * Lets many callers share one transaction. While a group is being worked on, the next one
 * gathers; nobody waits for a timer, so a lone caller is a group of one. What a caller is
 * told is durable when it is told, since the answer comes after the group's commit.
 * <p>
 * Requests of different lanes never share a group. Lanes take turns, so that a crowd in
 * one does not keep others from their turn, and a lane whose group is held up does not
 * use up the workers of the others.
 * <p>
 * A caller waits until its deadline at most, whatever hangs. Then its request leaves the
 * queue or is marked as abandoned, so that the group does nothing for it.
 * <p>
 * If a group fails because of what one member asked for, each of its members is tried
 * alone. After other failures, such as a lost connection, all of them are told to come
 * again.
 *
 * @param <T> what a caller asks for
 * @param <R> what a caller is told
 */
public final class GroupCommit<T, R> {

    /** A group that takes longer is held up and no longer counts as a worker. */
    static final Duration SLOW = Duration.ofMillis(250);

    private static final Duration LOOK_FOR_CLIENT = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    private final long slow;

    private final GroupLimits limits;

    private final GroupWork<T, R> work;

    private final GroupMetrics metrics;

    /** Guards everything below, and the lanes. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<Object, Lane<T, R>> lanes = new HashMap<>();

    /** Lanes with requests that may have one more worker, in the order of their turns. */
    private final Deque<Lane<T, R>> ready = new ArrayDeque<>();

    private final Set<Running> running = new HashSet<>();

    private int waiting;

    /**
     * Creates the entrance to some work.
     * @param limits what bounds it
     * @param work does the work of a group
     * @param metrics counts
     */
    public GroupCommit(GroupLimits limits, GroupWork<T, R> work, GroupMetrics metrics) {
        this(limits, work, metrics, SLOW);
    }

    GroupCommit(GroupLimits limits, GroupWork<T, R> work, GroupMetrics metrics, Duration slow) {
        this.slow = slow.toNanos();
        this.limits = limits;
        this.work = work;
        this.metrics = metrics;
        metrics.queueLength(this::waiting);
    }

    /**
     * Has a request done together with others and waits for the answer.
     * @param request what is asked for
     * @param clientGone whether nobody is there any more who could be told; asked every
     * second, on the caller's thread
     * @return the answer, once it is durable
     * @throws Overloaded if too many are waiting, or if the deadline passed in the queue;
     * nothing was done
     * @throws Unavailable if the group failed as a whole, or if the deadline passed while
     * it was being worked on
     * @throws RuntimeException what the work threw for this request alone
     */
    public R submit(T request, BooleanSupplier clientGone) {
        return submit(request, clientGone, this.limits.deadline());
    }

    /**
     * The same for a caller who may have less time than the limits say.
     * @param request what is asked for
     * @param clientGone whether nobody is there any more who could be told
     * @param longest how long the caller waits at most
     * @return the answer, once it is durable
     */
    public R submit(T request, BooleanSupplier clientGone, Duration longest) {
        Entry<T, R> entry = new Entry<>(request);
        enqueue(entry);
        long deadline = Math.min(this.limits.deadline().toNanos(), longest.toNanos());
        long slice = Math.min(this.slow, LOOK_FOR_CLIENT.toNanos());
        try {
            for (long left = deadline; left > 0; left = deadline - (System.nanoTime() - entry.began)) {
                R answer = await(entry, Math.min(left, slice));
                if (answer != null) {
                    return answer;
                }
                if (clientGone.getAsBoolean()) {
                    return leave(entry, Refusal.CLIENT_GONE);
                }
                startWorkers();
                slice = LOOK_FOR_CLIENT.toNanos();
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return leave(entry, Refusal.CLIENT_GONE);
        }
        return leave(entry, entry.taken ? Refusal.GROUP_DEADLINE : Refusal.QUEUE_DEADLINE);
    }

    private @Nullable R await(Entry<T, R> entry, long nanos) throws InterruptedException {
        try {
            return entry.answer.get(nanos, TimeUnit.NANOSECONDS);
        }
        catch (TimeoutException ex) {
            return null;
        }
        catch (ExecutionException ex) {
            throw thrown(ex.getCause(), ex);
        }
    }

    /** Gives up, unless the answer has come meanwhile. */
    private R leave(Entry<T, R> entry, Refusal reason) {
        if (!entry.answer.cancel(false)) {
            try {
                return entry.answer.join();
            }
            catch (CompletionException ex) {
                throw thrown(ex.getCause(), ex);
            }
        }
        this.lock.lock();
        try {
            Lane<T, R> lane = this.lanes.get(this.work.lane(entry.request));
            if (lane != null && lane.queue.remove(entry)) {
                this.waiting--;
                forgetIfIdle(lane);
            }
        }
        finally {
            this.lock.unlock();
        }
        this.metrics.refused(reason);
        throw entry.taken ? new Unavailable() : new Overloaded();
    }

    private static RuntimeException thrown(@Nullable Throwable cause, Exception otherwise) {
        return (cause instanceof RuntimeException exception) ? exception : new IllegalStateException(otherwise);
    }

    /** How many requests wait for a group. */
    int waiting() {
        this.lock.lock();
        try {
            return this.waiting;
        }
        finally {
            this.lock.unlock();
        }
    }

    /** How many groups are being worked on. */
    int workers() {
        this.lock.lock();
        try {
            return this.running.size();
        }
        finally {
            this.lock.unlock();
        }
    }

    private void enqueue(Entry<T, R> entry) {
        this.lock.lock();
        try {
            if (this.waiting >= this.limits.mostWaiting()) {
                this.metrics.refused(Refusal.QUEUE_FULL);
                throw new Overloaded();
            }
            this.waiting++;
            Lane<T, R> lane = this.lanes.computeIfAbsent(this.work.lane(entry.request), Lane::new);
            lane.queue.add(entry);
            awaitTurn(lane);
            startWorkers();
        }
        finally {
            this.lock.unlock();
        }
    }

    private void awaitTurn(Lane<T, R> lane) {
        if (!lane.ready && !lane.queue.isEmpty() && lane.workers < this.limits.workersPerLane()) {
            lane.ready = true;
            this.ready.add(lane);
        }
    }

    private void startWorkers() {
        this.lock.lock();
        try {
            while (!this.ready.isEmpty() && mayRunOneMore()) {
                Running worker = new Running();
                Lane<T, R> lane = take(worker);
                Thread.ofVirtual().name("group-commit").start(() -> run(worker, lane));
            }
        }
        finally {
            this.lock.unlock();
        }
    }

    private boolean mayRunOneMore() {
        int most = this.limits.mostWorkers();
        if (this.running.size() < most) {
            return true;
        }
        long now = System.nanoTime();
        return this.running.size() < 2 * most
                && this.running.stream().filter((one) -> now - one.since < this.slow).count() < most;
    }

    private Lane<T, R> take(Running worker) {
        Lane<T, R> lane = this.ready.remove();
        lane.ready = false;
        lane.workers++;
        worker.since = System.nanoTime();
        this.running.add(worker);
        return lane;
    }

    private void run(Running worker, Lane<T, R> first) {
        Lane<T, R> lane = first;
        while (lane != null) {
            try {
                List<Entry<T, R>> group = nextGroup(lane);
                if (!group.isEmpty()) {
                    this.metrics.group(group.size());
                    serve(group);
                }
            }
            catch (RuntimeException | Error ex) {
                log.error("A group of claims was not answered", ex);
            }
            finally {
                lane = next(worker, lane);
            }
        }
    }

    private List<Entry<T, R>> nextGroup(Lane<T, R> lane) {
        List<Entry<T, R>> group = new ArrayList<>();
        this.lock.lock();
        try {
            long now = System.nanoTime();
            while (group.size() < this.limits.largestGroup() && !lane.queue.isEmpty()) {
                Entry<T, R> entry = lane.queue.removeFirst();
                this.waiting--;
                entry.taken = true;
                this.metrics.taken(now - entry.began);
                group.add(entry);
            }
            awaitTurn(lane);
            startWorkers();
        }
        finally {
            this.lock.unlock();
        }
        return group;
    }

    /** The lane whose turn it is for a worker that has finished with another. */
    private @Nullable Lane<T, R> next(Running worker, Lane<T, R> done) {
        this.lock.lock();
        try {
            done.workers--;
            this.running.remove(worker);
            awaitTurn(done);
            forgetIfIdle(done);
            return (!this.ready.isEmpty() && mayRunOneMore()) ? take(worker) : null;
        }
        finally {
            this.lock.unlock();
        }
    }

    private void forgetIfIdle(Lane<T, R> lane) {
        if (lane.queue.isEmpty() && lane.workers == 0 && !lane.ready) {
            this.lanes.remove(lane.key, lane);
        }
    }

    private void serve(List<Entry<T, R>> group) {
        List<@Nullable R> answers;
        try {
            answers = this.work.commit(group);
            Objects.checkIndex(group.size() - 1, answers.size());
        }
        catch (Throwable ex) {
            failed(group, ex);
            return;
        }
        for (int i = 0; i < group.size(); i++) {
            R answer = answers.get(i);
            if (answer != null && !group.get(i).answer.complete(answer)) {
                this.work.undelivered(answer);
            }
            else if (answer == null) {
                group.get(i).answer.completeExceptionally(new Unavailable());
            }
        }
    }

    private void failed(List<Entry<T, R>> group, Throwable failure) {
        if (!mayBeOneMembersFault(failure)) {
            log.warn("A group of {} claims failed", group.size(), failure);
            group.forEach((entry) -> {
                this.metrics.refused(Refusal.GROUP_FAILED);
                entry.answer.completeExceptionally(new Unavailable());
            });
        }
        else if (group.size() == 1) {
            group.getFirst().answer.completeExceptionally(failure);
        }
        else {
            group.stream().filter((entry) -> !entry.abandoned()).forEach((entry) -> serve(List.of(entry)));
        }
    }

    /**
     * Data that does not fit, or a fault in the program that one request brings out;
     * neither a connection nor a time limit nor a lock.
     */
    private static boolean mayBeOneMembersFault(Throwable failure) {
        return failure instanceof DataIntegrityViolationException || (failure instanceof RuntimeException
                && !(failure instanceof DataAccessException) && !(failure instanceof TransactionException));
    }

    private static final class Lane<T, R> {

        private final Object key;

        private final LinkedHashSet<Entry<T, R>> queue = new LinkedHashSet<>();

        private int workers;

        private boolean ready;

        Lane(Object key) {
            this.key = key;
        }

    }

    private static final class Running {

        private long since;

    }

    private static final class Entry<T, R> implements GroupMember<T> {

        private final T request;

        private final long began = System.nanoTime();

        /** Cancelled once the caller has given up. */
        private final CompletableFuture<R> answer = new CompletableFuture<>();

        private volatile boolean taken;

        Entry(T request) {
            this.request = request;
        }

        @Override
        public T request() {
            return this.request;
        }

        @Override
        public boolean abandoned() {
            return this.answer.isCancelled();
        }

    }

}
