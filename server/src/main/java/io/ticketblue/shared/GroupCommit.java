package io.ticketblue.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Lets many callers share one transaction. While a group is being worked on, the next one
 * gathers; nobody waits for a timer, so a lone caller is a group of one. What a caller is
 * told is durable when it is told, since the answer comes after the group's commit.
 * <p>
 * If a group fails as a whole, each of its members is tried alone, so that one poisoned
 * request cannot harm its neighbours.
 *
 * @param <T> what a caller asks for
 * @param <R> what a caller is told
 */
public final class GroupCommit<T, R> {

    private final int largestGroup;

    private final int mostWaiting;

    private final int mostWorkers;

    private final Function<List<T>, List<R>> work;

    private final Queue<Waiting<T, R>> queue = new ConcurrentLinkedQueue<>();

    private final AtomicInteger waiting = new AtomicInteger();

    private final AtomicInteger workers = new AtomicInteger();

    /**
     * Creates the entrance to some work.
     * @param largestGroup how many requests share a transaction at most
     * @param mostWaiting how many requests may wait before further ones are refused
     * @param mostWorkers how many groups are worked on at the same time
     * @param work does the work of a group in a transaction of its own and answers each
     * request, in the same order; is called on a virtual thread
     */
    public GroupCommit(int largestGroup, int mostWaiting, int mostWorkers, Function<List<T>, List<R>> work) {
        this.largestGroup = largestGroup;
        this.mostWaiting = mostWaiting;
        this.mostWorkers = mostWorkers;
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
        callWorker();
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
                Thread.ofVirtual().name("group-commit").start(this::drain);
                return;
            }
            present = this.workers.get();
        }
    }

    private void drain() {
        try {
            List<Waiting<T, R>> group = nextGroup();
            while (!group.isEmpty()) {
                answer(group);
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

    private void answer(List<Waiting<T, R>> group) {
        try {
            List<R> answers = this.work.apply(group.stream().map(Waiting::request).toList());
            for (int i = 0; i < group.size(); i++) {
                group.get(i).answer().complete(answers.get(i));
            }
        }
        catch (Throwable ex) {
            if (group.size() == 1) {
                group.getFirst().answer().completeExceptionally(ex);
            }
            else {
                group.forEach((entry) -> answer(List.of(entry)));
            }
        }
    }

    private record Waiting<T, R>(T request, CompletableFuture<R> answer) {
    }

}
