package io.ticketblue.embedded;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Starts a server again when its process ends although nobody has closed it: after a
 * crash, or because the system was short of memory. It tries a limited number of times
 * with growing pauses, and says in the log what it does. A server that has run for five
 * minutes has all its attempts again.
 */
public final class Supervisor implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Supervisor.class.getName());

    private static final Limits USUAL = new Limits(8, Duration.ofMillis(500), Duration.ofSeconds(30),
            Duration.ofMinutes(5));

    private final String name;

    private final Server server;

    private final Limits limits;

    private final CompletableFuture<Integer> closing = new CompletableFuture<>();

    private final Thread thread;

    private Supervisor(String name, Server server, Limits limits) {
        this.name = name;
        this.server = server;
        this.limits = limits;
        this.thread = Thread.ofPlatform().daemon().name("supervisor of " + name).unstarted(this::run);
    }

    /**
     * Watches a database until this or the database is closed.
     * @param database the running server
     * @return what watches it
     */
    public static Supervisor watch(EmbeddedMariaDb database) {
        return watch("MariaDB", database, USUAL);
    }

    /**
     * Watches a Redis until this or the Redis is closed. It starts again without its
     * data, which it keeps in memory only.
     * @param redis the running server
     * @return what watches it
     */
    public static Supervisor watch(EmbeddedRedis redis) {
        return watch("Redis", redis, USUAL);
    }

    static Supervisor watch(String name, Server server, Limits limits) {
        Supervisor supervisor = new Supervisor(name, server, limits);
        supervisor.thread.start();
        return supervisor;
    }

    /**
     * Starts the server no more. A start under way is finished; closing the server waits
     * for that.
     */
    @Override
    public void close() {
        this.closing.complete(0);
    }

    /** Whether it would start the server again. */
    boolean isWatching() {
        return this.thread.isAlive();
    }

    private void run() {
        int attempts = 0;
        long runningSince = System.nanoTime();
        while (true) {
            int code = (Integer) CompletableFuture.anyOf(this.server.ended(), this.closing).join();
            if (System.nanoTime() - runningSince >= this.limits.sound().toNanos()) {
                attempts = 0;
            }
            boolean running = false;
            while (!running) {
                if (isOver(this.limits.pause(attempts))) {
                    return;
                }
                if (attempts == this.limits.attempts()) {
                    giveUp(code);
                    return;
                }
                running = startAgain(code, ++attempts);
            }
            runningSince = System.nanoTime();
        }
    }

    /**
     * Whether the server is to stay down, as known after a pause: when the whole
     * application is being stopped, the server may end before it is closed.
     */
    private boolean isOver(Duration pause) {
        this.closing.copy().completeOnTimeout(0, pause.toNanos(), TimeUnit.NANOSECONDS).join();
        return this.closing.isDone() || this.server.isClosed();
    }

    private boolean startAgain(int code, int attempt) {
        LOG.log(System.Logger.Level.WARNING, this.name + " ended by itself with exit code " + code
                + " and is started again, attempt " + attempt + " of " + this.limits.attempts());
        try {
            this.server.startAgain();
            if (!this.server.isClosed()) {
                LOG.log(System.Logger.Level.WARNING, this.name + " runs again");
            }
            return true;
        }
        catch (RuntimeException ex) {
            LOG.log(System.Logger.Level.WARNING, this.name + " could not be started again", ex);
            return false;
        }
    }

    private void giveUp(int code) {
        LOG.log(System.Logger.Level.ERROR,
                this.name + " ended with exit code " + code + " and is not started again after "
                        + this.limits.attempts() + " attempts. Look into its server.log, then restart TICKET BLUE.");
    }

    /** What can be watched. */
    interface Server {

        /**
         * Completes with the exit code when the present process ends, however it ends.
         */
        CompletableFuture<Integer> ended();

        /** Whether it has been closed, so that its process may end. */
        boolean isClosed();

        /**
         * Starts a new process in the place of the ended one, unless it has been closed.
         * @throws EmbeddedServerException if that does not succeed
         */
        void startAgain();

    }

    /**
     * How often and when to try.
     *
     * @param attempts the greatest number of starts in a row
     * @param first the pause before the first start; each further one is twice as long
     * @param longest the longest pause
     * @param sound after running for so long, a server has all its attempts again
     */
    record Limits(int attempts, Duration first, Duration longest, Duration sound) {

        Duration pause(int earlierAttempts) {
            Duration pause = this.first.multipliedBy(1L << Math.min(earlierAttempts, 20));
            return (pause.compareTo(this.longest) < 0) ? pause : this.longest;
        }

    }

}
