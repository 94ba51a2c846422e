package io.ticketblue.shared.groupcommit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * A request whose caller waits for the answer.
 *
 * @param <T> what a caller asks for
 * @param <R> what a caller is told
 */
final class Pending<T, R> implements GroupMember<T> {

    private final T request;

    private final Thread caller = Thread.currentThread();

    private final long began = System.nanoTime();

    /** Cancelled once the caller has given up. */
    private final CompletableFuture<R> answer = new CompletableFuture<>();

    private volatile boolean taken;

    private volatile long wakeAt;

    Pending(T request) {
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

    /** Whether it is in a group. */
    boolean taken() {
        return this.taken;
    }

    void taken(boolean inGroup) {
        this.taken = inGroup;
    }

    /** How long ago it came. */
    long waitedNanos() {
        return System.nanoTime() - this.began;
    }

    /** Answers the caller; false if the caller has given up. */
    boolean complete(R result) {
        boolean told = this.answer.complete(result);
        LockSupport.unpark(this.caller);
        return told;
    }

    /** Has the caller's call throw. */
    void fail(Throwable failure) {
        this.answer.completeExceptionally(failure);
        LockSupport.unpark(this.caller);
    }

    /**
     * Waits for the answer, on the caller's thread. Needs {@link WaitTimer} to end in
     * time.
     * @return the answer; null if it has not come in this time
     */
    @Nullable R await(long nanos) throws InterruptedException {
        this.wakeAt = System.nanoTime() + nanos;
        while (!this.answer.isDone()) {
            if (isDue(System.nanoTime())) {
                return null;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.park(this);
        }
        return this.answer.join();
    }

    /** Gives up; false if the answer has come meanwhile. */
    boolean abandon() {
        return this.answer.cancel(false);
    }

    /** The answer that has come. */
    R answer() {
        return this.answer.join();
    }

    boolean isDue(long now) {
        return now - this.wakeAt >= 0;
    }

    void wake() {
        LockSupport.unpark(this.caller);
    }

}
