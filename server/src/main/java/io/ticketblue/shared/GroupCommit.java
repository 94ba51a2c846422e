package io.ticketblue.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Lets many callers share one transaction. While a group is being worked on, the next one
 * gathers; nobody waits for a timer, so a lone caller is a group of one. What a caller is
 * told is durable when it is told, since the answer comes after the group's commit.
 * <p>
 * Callers who ask again as soon as they are answered would find the next group gone with
 * the few who were quickest. If {@code patience} is given, a group waits for them: until
 * as many are there as there were with the last one, and for at most that part of the
 * time that the last one took. After a group of one there is nobody to wait for.
 * <p>
 * If a group fails as a whole, each of its members is tried alone, so that one poisoned
 * request cannot harm its neighbours.
 *
 * @param <T> what a caller asks for
 * @param <R> what a caller is told
 */
public final class GroupCommit<T, R> {

    /**
     * Where groups do not wait: virtual threads come to their turn behind the requests
     * that are being read, and find larger groups the busier the machine is.
     */
    private static final Executor VIRTUAL = Thread.ofVirtual().name("group-commit-", 1)::start;

    /**
     * Where groups wait: threads of the system wake sooner when a caller comes back or
     * the database has answered.
     */
    private static final Executor SYSTEM = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS,
            new SynchronousQueue<>(), Thread.ofPlatform().daemon().name("group-commit-", 1).factory());

    private final int largestGroup;

    private final int mostWaiting;

    private final int mostWorkers;

    private final double patience;

    private final Executor threads;

    private final Function<List<T>, List<R>> work;

    private final Queue<Waiting<T, R>> queue = new ConcurrentLinkedQueue<>();

    private final AtomicInteger waiting = new AtomicInteger();

    private final AtomicInteger workers = new AtomicInteger();

    private final AtomicReference<@Nullable Gathering> gathering = new AtomicReference<>();

    /**
     * Creates the entrance to some work, where no group waits for callers to come back.
     * @param largestGroup how many requests share a transaction at most
     * @param mostWaiting how many requests may wait before further ones are refused
     * @param mostWorkers how many groups are worked on at the same time
     * @param work does the work of a group in a transaction of its own and answers each
     * request, in the same order; is called on a thread of its own
     */
    public GroupCommit(int largestGroup, int mostWaiting, int mostWorkers, Function<List<T>, List<R>> work) {
        this(largestGroup, mostWaiting, mostWorkers, 0, work);
    }

    /**
     * Creates the entrance to some work.
     * @param largestGroup how many requests share a transaction at most
     * @param mostWaiting how many requests may wait before further ones are refused
     * @param mostWorkers how many groups are worked on at the same time
     * @param patience how long a group waits for those who were just answered, in parts
     * of the time that their group took
     * @param work does the work of a group in a transaction of its own and answers each
     * request, in the same order; is called on a thread of its own
     */
    public GroupCommit(int largestGroup, int mostWaiting, int mostWorkers, double patience,
            Function<List<T>, List<R>> work) {
        this.largestGroup = largestGroup;
        this.mostWaiting = mostWaiting;
        this.mostWorkers = mostWorkers;
        this.patience = patience;
        this.threads = (patience > 0) ? SYSTEM : VIRTUAL;
        this.work = work;
    }

    /**
     * Has a request done together with others and waits for the answer.
     * @param request what is asked for
     * @return the answer, once it is durable
     * @throws Overloaded if too many are waiting already; nothing was done
     * @throws RuntimeException what the work threw for this request alone
     */
    public R submit(T request) {
        if (this.waiting.incrementAndGet() > this.mostWaiting) {
            this.waiting.decrementAndGet();
            throw new Overloaded();
        }
        Waiting<T, R> entry = new Waiting<>(request, new CompletableFuture<>());
        this.queue.add(entry);
        Gathering present = this.gathering.get();
        if (present == null) {
            callWorker();
        }
        else if (this.waiting.get() >= present.awaited()) {
            LockSupport.unpark(present.worker());
        }
        try {
            return entry.answer().join();
        }
        catch (CompletionException ex) {
            if (ex.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw ex;
        }
    }

    /** How many requests wait for a group. */
    int waiting() {
        return this.waiting.get();
    }

    /** How many groups are being worked on. */
    int workers() {
        return this.workers.get();
    }

    private void callWorker() {
        int present = this.workers.get();
        while (present < this.mostWorkers) {
            if (this.workers.compareAndSet(present, present + 1)) {
                this.threads.execute(this::drain);
                return;
            }
            present = this.workers.get();
        }
    }

    private void drain() {
        try {
            List<Waiting<T, R>> group = nextGroup();
            while (!group.isEmpty()) {
                if (!this.queue.isEmpty()) {
                    // More than fit, or they came to a group that was gathering.
                    callWorker();
                }
                serve(group);
                group = nextGroup();
            }
        }
        finally {
            this.workers.decrementAndGet();
        }
        // A request may have come between the last look and the leaving.
        if (!this.queue.isEmpty()) {
            callWorker();
        }
    }

    private List<Waiting<T, R>> nextGroup() {
        List<Waiting<T, R>> group = new ArrayList<>();
        while (group.size() < this.largestGroup) {
            Waiting<T, R> next = this.queue.poll();
            if (next == null) {
                break;
            }
            group.add(next);
        }
        this.waiting.addAndGet(-group.size());
        return group;
    }

    private void serve(List<Waiting<T, R>> group) {
        long began = System.nanoTime();
        List<R> answers;
        try {
            answers = this.work.apply(group.stream().map(Waiting::request).toList());
            Objects.checkIndex(group.size() - 1, answers.size());
        }
        catch (Throwable ex) {
            if (group.size() == 1) {
                group.getFirst().answer().completeExceptionally(ex);
            }
            else {
                group.forEach((entry) -> serve(List.of(entry)));
            }
            return;
        }
        long worked = System.nanoTime() - began;
        int awaited = Math.min(this.largestGroup, this.waiting.get() + group.size());
        for (int i = 0; i < group.size(); i++) {
            group.get(i).answer().complete(answers.get(i));
        }
        if (group.size() > 1) {
            awaitReturn(awaited, (long) (worked * this.patience));
        }
    }

    /** Waits until so many are there; one worker does so at a time, for all. */
    private void awaitReturn(int awaited, long nanos) {
        Gathering mine = new Gathering(Thread.currentThread(), awaited);
        if (nanos == 0 || !this.gathering.compareAndSet(null, mine)) {
            return;
        }
        try {
            long began = System.nanoTime();
            long left = nanos;
            while (left > 0 && this.waiting.get() < awaited) {
                LockSupport.parkNanos(this, left);
                left = nanos - (System.nanoTime() - began);
            }
        }
        finally {
            this.gathering.set(null);
        }
    }

    private record Gathering(Thread worker, int awaited) {
    }

    private record Waiting<T, R>(T request, CompletableFuture<R> answer) {
    }

}
