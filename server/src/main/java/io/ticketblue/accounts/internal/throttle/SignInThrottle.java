package io.ticketblue.accounts.internal.throttle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.ticketblue.accounts.TooManyAttempts;
import io.ticketblue.shared.Overloaded;
import io.ticketblue.shared.Problem;
import io.ticketblue.shared.limit.NetworkAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Blocks signing in after repeated failures, longer each time. Only wrong passwords
 * count. What bounds guessing in parallel is that no more attempts are under way at a
 * time than there are failures left: further ones wait until those are decided, so that
 * many right passwords at once are all right, and many wrong ones get no more tries than
 * one after the other. Counts live in the database and are kept in the same way for
 * addresses that have an account and for those that have none.
 * <p>
 * Blocks that were met lately are kept in memory, so refusing somebody again costs no
 * query. A block that was lifted on another node is still met for five seconds.
 */
@Component
public class SignInThrottle {

    private static final Logger log = LoggerFactory.getLogger(SignInThrottle.class);

    private static final int MOST_BLOCKS = 20_000;

    private static final Duration BLOCK_SEEN_WITHIN = Duration.ofSeconds(5);

    /** How long an attempt waits for others of the same subject to be decided. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    /** How long until what another node has decided is looked at again. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final SignInFailureRepository failures;

    private final TransactionTemplate transaction;

    private final ThrottleSettings limits;

    private final Clock clock;

    private final Cache<Subject, Instant> blocks = Caffeine.newBuilder()
        .maximumSize(MOST_BLOCKS)
        .expireAfterWrite(BLOCK_SEEN_WITHIN)
        .build();

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition decided = this.lock.newCondition();

    private final AttemptQueues queues = new AttemptQueues();

    SignInThrottle(SignInFailureRepository failures, PlatformTransactionManager transactions, ThrottleSettings limits,
            Clock clock, MeterRegistry meters) {
        this.failures = failures;
        this.transaction = new TransactionTemplate(transactions);
        this.limits = limits;
        this.clock = clock;
        Gauge.builder("ticketblue.sign-in.waiting", this.queues, AttemptQueues::waiting).register(meters);
    }

    /** Who is counted when a stranger tries a password: the account and the network. */
    public List<Subject> strangers(String normalEmail, @Nullable String networkAddress) {
        Optional<Subject> network = NetworkAddress.parse(networkAddress)
            .filter((address) -> !address.loopback() || !this.limits.exemptLoopback())
            .map(Subject::address);
        return Stream.concat(Stream.of(Subject.account(normalEmail)), network.stream()).toList();
    }

    /**
     * Refuses an attempt of somebody who is blocked, without any lock or write.
     * @throws TooManyAttempts if one of the subjects is blocked
     */
    public void refuseBlocked(List<Subject> subjects) {
        Instant now = this.clock.instant();
        for (Subject subject : subjects) {
            refuse(this.blocks.getIfPresent(subject), now);
        }
        this.failures.blocks(subjects, now).forEach((subject, until) -> {
            this.blocks.put(subject, until);
            refuse(until, now);
        });
    }

    private static void refuse(@Nullable Instant until, Instant now) {
        if (until != null && now.isBefore(until)) {
            throw new TooManyAttempts(Duration.between(now, until));
        }
    }

    /** Begins an attempt that needs no other capacity. */
    Attempt begin(List<Subject> subjects) {
        return begin(subjects, Capacity.UNLIMITED);
    }

    /**
     * Begins an attempt, which counts against what is left until it is decided. If too
     * many others are under way it waits for them on the caller's thread, and holds none
     * of the capacity meanwhile.
     * @param capacity what else the attempt needs; released unless the attempt begins or
     * an exception is thrown
     * @throws TooManyAttempts if one of the subjects is blocked
     * @throws Overloaded if the others are not decided in time, or there is no capacity
     */
    public Attempt begin(List<Subject> subjects, Capacity capacity) {
        List<Subject> inOrder = subjects.stream()
            .sorted(Comparator.comparing(Subject::kind).thenComparing(Subject::digest))
            .toList();
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        Optional<Subject> full = inOrder.stream().filter(this.queues::isQueued).findFirst();
        if (full.isEmpty()) {
            full = tryBegin(inOrder, capacity);
        }
        while (full.isPresent()) {
            Subject waitedFor = full.get();
            full = this.queues.inTurn(waitedFor, deadline, () -> beginAsFirst(waitedFor, inOrder, capacity, deadline));
        }
        return new Attempt(inOrder);
    }

    /** Begins when the subject has room; otherwise says which one has none instead. */
    private Optional<Subject> beginAsFirst(Subject full, List<Subject> subjects, Capacity capacity, long deadline) {
        while (true) {
            Instant now = this.clock.instant();
            subjects.forEach((subject) -> refuse(this.blocks.getIfPresent(subject), now));
            Optional<Subject> next = tryBegin(subjects, capacity);
            if (next.isPresent() && System.nanoTime() - deadline > 0) {
                throw new Overloaded();
            }
            if (next.filter(full::equals).isEmpty()) {
                return next;
            }
            awaitDecision();
        }
    }

    private Optional<Subject> tryBegin(List<Subject> subjects, Capacity capacity) {
        capacity.reserve();
        Optional<Subject> full = tryBegin(subjects);
        if (full.isPresent()) {
            capacity.release();
        }
        return full;
    }

    /** Begins unless a subject has no room, which it names. */
    private Optional<Subject> tryBegin(List<Subject> subjects) {
        Instant now = this.clock.instant();
        return Objects.requireNonNull(this.transaction.execute((status) -> {
            List<SignInFailures> counts = subjects.stream().map((subject) -> this.failures.lock(subject, now)).toList();
            for (SignInFailures count : counts) {
                remember(count);
                refuse(count.blockedUntil(), now);
            }
            Optional<Subject> full = counts.stream()
                .filter((count) -> !count.hasRoom(now, this.limits))
                .map(SignInFailures::subject)
                .findFirst();
            if (full.isEmpty()) {
                counts.forEach((count) -> this.failures.store(count.begun(now)));
            }
            return full;
        }));
    }

    private void remember(SignInFailures count) {
        if (count.blockedUntil() == null) {
            this.blocks.invalidate(count.subject());
        }
        else {
            this.blocks.put(count.subject(), count.blockedUntil());
        }
    }

    private void awaitDecision() {
        this.lock.lock();
        try {
            this.decided.awaitNanos(LOOK_AGAIN.toNanos());
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new Overloaded();
        }
        finally {
            this.lock.unlock();
        }
    }

    private void decide(List<Subject> subjects, Outcome outcome) {
        try {
            Instant now = this.clock.instant();
            Optional<List<SignInFailures>> counts = Optional
                .ofNullable(this.transaction.execute((status) -> subjects.stream()
                    .map((subject) -> this.failures.lock(subject, now))
                    .map((count) -> count.decided(outcome, now, this.limits))
                    .map(this.failures::store)
                    .toList()));
            counts.ifPresent((all) -> all.forEach(this::remember));
        }
        finally {
            this.lock.lock();
            try {
                this.decided.signalAll();
            }
            finally {
                this.lock.unlock();
            }
        }
    }

    /**
     * Ends the block of an account whose owner has proved who they are in another way.
     */
    public void unblock(Subject subject) {
        this.failures.remove(subject);
        this.blocks.invalidate(subject);
    }

    /** Removes what is so old that it no longer counts. */
    public int purge() {
        return this.failures.removeBefore(this.clock.instant().minus(this.limits.forgetAfter()));
    }

    /** Result of an attempt. */
    enum Outcome {

        RIGHT, WRONG, UNDECIDED

    }

    /**
     * An attempt that is under way. It must be closed; one that was not decided by then
     * is taken back. If the database is gone by then, it no longer counts after
     * {@link SignInFailures#LONGEST_ATTEMPT}.
     */
    public final class Attempt implements AutoCloseable {

        private final List<Subject> subjects;

        private boolean over;

        private Attempt(List<Subject> subjects) {
            this.subjects = subjects;
        }

        /** The password was right: counting begins again for all but the address. */
        public void succeeded() {
            end(Outcome.RIGHT);
        }

        /** The password was wrong. */
        public void failed() {
            end(Outcome.WRONG);
        }

        private void end(Outcome outcome) {
            decide(this.subjects, outcome);
            this.over = true;
        }

        @Override
        public void close() {
            if (this.over) {
                return;
            }
            try {
                end(Outcome.UNDECIDED);
            }
            catch (DataAccessException | TransactionException | Problem ex) {
                log.warn("An attempt to sign in that was not decided was not taken back; it ends by itself", ex);
            }
        }

    }

}
