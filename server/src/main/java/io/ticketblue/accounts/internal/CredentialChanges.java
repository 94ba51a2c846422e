package io.ticketblue.accounts.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import com.github.benmanes.caffeine.cache.Ticker;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.shared.Problem;
import io.ticketblue.shared.Unavailable;
import io.ticketblue.shared.database.DatabaseFailures;
import io.ticketblue.shared.database.FallbackReads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Which accounts changed their credentials so lately that access tokens from before may
 * still be about. They are few, and one thread reads all of them every second, so that
 * checking a token neither asks the database nor waits for anybody.
 * <p>
 * While the database does not answer, what was read last goes on counting for a minute:
 * for so long a change on another node, which needs the same database, is hardly
 * possible. After that tokens are refused as unavailable, not as wrong. With a read
 * replica the changes that it knows count as well, and tokens go on.
 */
@Component
public class CredentialChanges implements InitializingBean, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(CredentialChanges.class);

    /** How often they are read; also how soon again after a failure. */
    static final Duration REFRESH_EVERY = Duration.ofSeconds(1);

    /** How long what was read last counts if it cannot be read again. */
    static final Duration LONGEST_UNKNOWN = Duration.ofMinutes(1);

    /** How long a change waits for a reading of others that is under way. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /** For clocks that differ from node to node, and commits that take their time. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final AccountRows accounts;

    private final FallbackReads reads;

    private final Duration span;

    private final Clock clock;

    /** Held while reading, so that an older reading never replaces a newer one. */
    private final ReentrantLock reading = new ReentrantLock();

    private final Thread refresher = Thread.ofPlatform()
        .daemon()
        .name("credential-changes")
        .unstarted(this::refreshAgainAndAgain);

    /**
     * The age of a reading is measured by it: a step of the wall clock must not refuse
     * every token.
     */
    private final Ticker ticker;

    private volatile Reading latest;

    private volatile boolean failing;

    @Autowired
    CredentialChanges(AccountRows accounts, FallbackReads reads, AccountSettings settings, Clock clock) {
        this(accounts, reads, settings, clock, Ticker.systemTicker());
    }

    CredentialChanges(AccountRows accounts, FallbackReads reads, AccountSettings settings, Clock clock, Ticker ticker) {
        this.accounts = accounts;
        this.reads = reads;
        this.span = settings.accessTokenLife().plus(MARGIN);
        this.clock = clock;
        this.ticker = ticker;
        this.latest = new Reading(Map.of(), ticker.read());
    }

    @Override
    public void afterPropertiesSet() {
        refresh();
        this.refresher.start();
    }

    /**
     * Whether an access token that has not expired is from after the latest change that
     * is known. A change on another node counts two seconds later at the latest; a token
     * from after it is good before that.
     * @throws Unavailable if the changes could not be read for a minute
     */
    boolean allow(AccountId account, long version) {
        Reading known = this.latest;
        if (this.ticker.read() - known.readAt > LONGEST_UNKNOWN.toNanos()) {
            throw new Unavailable();
        }
        Long changed = known.versions.get(account);
        return changed == null || version >= changed;
    }

    /**
     * Lets a change that has just been committed count at once on this node; within two
     * seconds if the database does not answer just then.
     */
    public void noteOne() {
        try {
            if (this.reading.tryLock(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    refresh();
                }
                finally {
                    this.reading.unlock();
                }
            }
        }
        catch (DataAccessException | Problem ex) {
            log.warn("A change of credentials counts when the database answers again: {}", ex.getMessage());
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads them now. */
    void refresh() {
        this.reading.lock();
        try {
            long readAt = this.ticker.read();
            this.latest = new Reading(read(this.clock.instant().minus(this.span)), readAt);
            this.failing = false;
        }
        finally {
            this.reading.unlock();
        }
    }

    /** The replica may not know yet what the primary told before it was gone. */
    private Map<AccountId, Long> read(Instant since) {
        try {
            return this.accounts.changedSince(since);
        }
        catch (DataAccessException ex) {
            if (!this.reads.arePossible()) {
                throw ex;
            }
            Map<AccountId, Long> known = new HashMap<>(this.latest.versions);
            this.reads.read(() -> this.accounts.changedSince(since))
                .forEach((account, version) -> known.merge(account, version, Math::max));
            return known;
        }
    }

    private void refreshAgainAndAgain() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                TimeUnit.NANOSECONDS.sleep(REFRESH_EVERY.toNanos());
                refresh();
            }
            catch (RuntimeException ex) {
                // Whatever it is, the next reading may succeed, and tokens depend on it.
                if (!this.failing) {
                    this.failing = true;
                    log.atWarn()
                        .setCause(DatabaseFailures.isConnectionLost(ex) ? null : ex)
                        .log("Changes of credentials cannot be read; it is tried again every second");
                }
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void destroy() {
        this.refresher.interrupt();
    }

    private record Reading(Map<AccountId, Long> versions, long readAt) {
    }

}
