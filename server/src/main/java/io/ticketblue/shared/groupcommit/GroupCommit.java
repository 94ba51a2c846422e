package io.ticketblue.shared.groupcommit;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;

import io.ticketblue.shared.Overloaded;
import io.ticketblue.shared.Unavailable;
import io.ticketblue.shared.groupcommit.GroupMetrics.Refusal;
import io.ticketblue.shared.groupcommit.GroupQueue.Turn;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/**
 * Lets many callers share one transaction. While a group is being worked on, the next one
 * gathers; nobody waits for a timer, so a lone caller is a group of one. What a caller is
 * told is durable when it is told, since the answer comes after the group's commit.
 * <p>
 * Requests are in lanes, which take turns ({@link GroupQueue}). Where a group that lanes
 * share meets a lock, each lane is tried alone.
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

    private final GroupQueue<T, R> queue;

    private final WaitTimer timer = new WaitTimer();

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
        this.queue = new GroupQueue<>(limits, work, this.slow);
        metrics.queueLength(this.queue::waiting);
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
        Pending<T, R> entry = new Pending<>(request);
        enqueue(entry);
        this.timer.add(entry);
        try {
            return await(entry, clientGone, Math.min(this.limits.deadline().toNanos(), longest.toNanos()));
        }
        catch (CompletionException ex) {
            throw (ex.getCause() instanceof RuntimeException exception) ? exception : new IllegalStateException(ex);
        }
        finally {
            this.timer.remove(entry);
            if (entry.abandon()) {
                this.queue.remove(entry);
            }
        }
    }

    private R await(Pending<T, R> entry, BooleanSupplier clientGone, long deadline) {
        long slice = Math.min(this.slow, LOOK_FOR_CLIENT.toNanos());
        try {
            for (long left = deadline; left > 0; left = deadline - entry.waitedNanos()) {
                R answer = entry.await(Math.min(left, slice));
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
        return leave(entry, entry.taken() ? Refusal.GROUP_DEADLINE : Refusal.QUEUE_DEADLINE);
    }

    /** Gives up, unless the answer has come meanwhile. */
    private R leave(Pending<T, R> entry, Refusal reason) {
        if (!entry.abandon()) {
            return entry.answer();
        }
        this.queue.remove(entry);
        this.metrics.refused(reason);
        throw entry.taken() ? new Unavailable() : new Overloaded();
    }

    /** How many requests wait for a group. */
    int waiting() {
        return this.queue.waiting();
    }

    /** How many groups are being worked on. */
    int workers() {
        return this.queue.workers();
    }

    private void enqueue(Pending<T, R> entry) {
        if (!this.queue.add(entry)) {
            this.metrics.refused(Refusal.QUEUE_FULL);
            throw new Overloaded();
        }
        startWorkers();
    }

    private void startWorkers() {
        for (Turn<T, R> turn = this.queue.begin(); turn != null; turn = this.queue.begin()) {
            Turn<T, R> first = turn;
            Thread.ofVirtual().name("group-commit").start(() -> run(first));
        }
    }

    private void run(Turn<T, R> first) {
        for (Turn<T, R> turn = first; turn != null; turn = this.queue.begin()) {
            try {
                List<Pending<T, R>> group = this.queue.take(turn);
                startWorkers();
                if (!group.isEmpty()) {
                    this.metrics.group(group.size());
                    group.forEach((entry) -> this.metrics.taken(entry.waitedNanos()));
                    serve(group);
                }
            }
            catch (RuntimeException | Error ex) {
                log.error("A group of claims was not answered", ex);
            }
            finally {
                this.queue.end(turn);
            }
        }
    }

    private void serve(List<Pending<T, R>> group) {
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
            if (answer == null) {
                group.get(i).fail(new Unavailable());
            }
            else if (!group.get(i).complete(answer)) {
                undelivered(answer);
            }
        }
    }

    private void undelivered(R answer) {
        try {
            this.work.undelivered(answer);
        }
        catch (RuntimeException ex) {
            log.error("An answer that found nobody was not taken back: {}", answer, ex);
        }
    }

    private void failed(List<Pending<T, R>> group, Throwable failure) {
        if (failure instanceof ConcurrencyFailureException && this.queue.isShared(group)) {
            this.metrics.separated();
            this.queue.separate(group);
            startWorkers();
        }
        else if (!mayBeOneMembersFault(failure)) {
            log.warn("A group of {} claims failed", group.size(), failure);
            group.forEach((entry) -> {
                this.metrics.refused(Refusal.GROUP_FAILED);
                entry.fail(new Unavailable());
            });
        }
        else if (group.size() == 1) {
            group.getFirst().fail(failure);
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

}
