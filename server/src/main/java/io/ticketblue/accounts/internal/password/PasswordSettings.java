package io.ticketblue.accounts.internal.password;

import java.time.Duration;

import io.ticketblue.shared.Misconfigured;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much work a password's hash is, and how much of it is done at a time. The defaults
 * of memory and iterations are OWASP's for Argon2id with one lane (Password Storage Cheat
 * Sheet).
 *
 * @param memory memory of one hash
 * @param iterations passes over that memory
 * @param parallel how many hashes are made at a time; without it all processors but one,
 * as long as they take at most a quarter of the heap
 * @param queue how many sign-ins may wait for a hash
 * @param signUpQueue how many sign-ups may wait for one
 * @param longestWait the longest that anybody waits for a hash to begin
 */
@ConfigurationProperties("ticketblue.accounts.password")
public record PasswordSettings(@DefaultValue("19MB") DataSize memory, @DefaultValue("2") int iterations,
        @Nullable Integer parallel, @DefaultValue("200") int queue, @DefaultValue("50") int signUpQueue,
        @DefaultValue("5s") Duration longestWait) {

    private static final String PREFIX = "ticketblue.accounts.password.";

    private static final DataSize LEAST_MEMORY = DataSize.ofMegabytes(1);

    private static final DataSize MOST_MEMORY = DataSize.ofGigabytes(1);

    private static final int MOST_ITERATIONS = 100;

    private static final int MOST_PARALLEL = 256;

    private static final int LONGEST_QUEUE = 10_000;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    /**
     * Checks the settings.
     * @throws Misconfigured if one is out of its range
     */
    public PasswordSettings {
        require(memory.compareTo(LEAST_MEMORY) >= 0 && memory.compareTo(MOST_MEMORY) <= 0, "memory",
                "is not between 1MB and 1GB", "Leave it out for 19MB.");
        require(iterations >= 1 && iterations <= MOST_ITERATIONS, "iterations", "is not between 1 and 100",
                "Leave it out for 2.");
        require(parallel == null || (parallel >= 1 && parallel <= MOST_PARALLEL), "parallel",
                "is not between 1 and 256", "Leave it out for all processors but one.");
        require(queue >= 1 && queue <= LONGEST_QUEUE, "queue", "is not between 1 and 10000", "Set it to 200.");
        require(signUpQueue >= 1 && signUpQueue <= LONGEST_QUEUE, "sign-up-queue", "is not between 1 and 10000",
                "Set it to 50.");
        require(longestWait.isPositive() && longestWait.compareTo(LONGEST_WAIT) <= 0, "longest-wait",
                "is not between 1ms and 10s", "Set it to 5s.");
    }

    /** How many hashes are made at a time on a machine. */
    int parallelOn(int processors, long heapBytes) {
        if (this.parallel != null) {
            return this.parallel;
        }
        long fit = heapBytes / 4 / this.memory.toBytes();
        return Math.clamp(Math.min(fit, processors - 1L), 1, MOST_PARALLEL);
    }

    private static void require(boolean holds, String name, String wrong, String action) {
        if (!holds) {
            throw new Misconfigured(PREFIX + name + " " + wrong, action);
        }
    }

}
