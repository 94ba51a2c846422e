package io.ticketblue.shared;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A task that waits for other machines and shall not hold up the tasks beside it. Tasks
 * with a fixed delay share the scheduler's own thread; at a fixed rate each run has a
 * thread to itself, and this leaves out a run that would overlap the one before.
 */
public final class OneAtATime implements Runnable {

    private final Runnable task;

    private final AtomicBoolean running = new AtomicBoolean();

    /**
     * Guards a task.
     * @param task what is to be run, to be scheduled at a fixed rate
     */
    public OneAtATime(Runnable task) {
        this.task = task;
    }

    @Override
    public void run() {
        if (this.running.compareAndSet(false, true)) {
            try {
                this.task.run();
            }
            finally {
                this.running.set(false);
            }
        }
    }

}
