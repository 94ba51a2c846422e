package io.ticketblue.accounts.internal;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import io.ticketblue.accounts.TooManyAttempts;
import io.ticketblue.accounts.internal.AccountSettings.Throttle;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Closes the door after repeated failures, longer each time. An attempt counts as failed
 * from its beginning and is taken back when it succeeds, so that many at once get no more
 * tries than one after the other. Counts live in the database and are kept in the same
 * way for addresses that have an account and for those that have none.
 */
@Component
class SignInThrottle {

    private static final int NETWORK_BYTES = 8;

    private final JdbcClient jdbc;

    private final TransactionTemplate transaction;

    private final Throttle limits;

    private final Clock clock;

    SignInThrottle(JdbcClient jdbc, PlatformTransactionManager transactions, AccountSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.limits = settings.throttle();
        this.clock = clock;
    }

    /** Counts an attempt, or refuses it for as long as the door is closed. */
    void enter(List<Subject> subjects) {
        Duration wait = this.transaction.execute((status) -> {
            Instant now = this.clock.instant();
            List<Failures> counts = subjects.stream().map((subject) -> lock(subject, now)).toList();
            Duration closed = counts.stream()
                .map((count) -> count.closedFor(now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
            if (closed.isPositive()) {
                return closed;
            }
            counts.forEach((count) -> store(count.oneMore(now, this.limits)));
            return Duration.ZERO;
        });
        if (wait.isPositive()) {
            throw new TooManyAttempts(wait);
        }
    }

    /**
     * Takes back a counted attempt: an account begins anew, a network address has one
     * less.
     */
    void succeeded(List<Subject> subjects) {
        this.transaction.executeWithoutResult((status) -> subjects.forEach((subject) -> this.jdbc.sql("""
                UPDATE sign_in_failure
                SET failures = IF(:all, 0, GREATEST(failures - 1, 0)), blocked_until = NULL
                WHERE subject = :subject
                """).param("all", subject.account()).param("subject", subject.hash()).update()));
    }

    /** Forgets what is so old that it no longer counts. */
    int purge() {
        return this.jdbc.sql("DELETE FROM sign_in_failure WHERE last_at < :before")
            .param("before", this.clock.instant().minus(this.limits.forgetAfter()))
            .update();
    }

    /** Locks the row, which is made first if need be: two first attempts meet as well. */
    private Failures lock(Subject subject, Instant now) {
        this.jdbc.sql("""
                INSERT INTO sign_in_failure (subject, failures, last_at) VALUES (:subject, 0, :now)
                ON DUPLICATE KEY UPDATE failures = failures
                """).param("subject", subject.hash()).param("now", now).update();
        return this.jdbc.sql("""
                SELECT failures, last_at, blocked_until FROM sign_in_failure WHERE subject = :subject FOR UPDATE
                """)
            .param("subject", subject.hash())
            .query((row, number) -> new Failures(subject, row.getInt("failures"),
                    row.getObject("last_at", Instant.class), row.getObject("blocked_until", Instant.class)))
            .single();
    }

    private void store(Failures count) {
        this.jdbc.sql("""
                UPDATE sign_in_failure SET failures = :failures, last_at = :lastAt, blocked_until = :blockedUntil
                WHERE subject = :subject
                """)
            .param("failures", count.failures())
            .param("lastAt", count.lastAt())
            .param("blockedUntil", count.blockedUntil())
            .param("subject", count.subject().hash())
            .update();
    }

    /**
     * Who is counted.
     *
     * @param account true for an account, false for a network address
     * @param hash names it without telling it
     */
    record Subject(boolean account, byte[] hash) {

        static Subject account(String normalEmail) {
            return new Subject(true, Hashes.sha256("account " + normalEmail));
        }

        /** One person has a whole /64 network of IPv6, so that is what counts. */
        static Subject address(InetAddress address) {
            byte[] bytes = address.getAddress();
            byte[] network = (address instanceof Inet6Address) ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes;
            return new Subject(false, Hashes.sha256("address " + HexFormat.of().formatHex(network)));
        }

        static Optional<Subject> address(@Nullable String literal) {
            if (literal == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(address(InetAddress.ofLiteral(literal)));
            }
            catch (IllegalArgumentException ex) {
                throw new IllegalStateException("The container gave no network address but " + literal, ex);
            }
        }

    }

    private record Failures(Subject subject, int failures, Instant lastAt, @Nullable Instant blockedUntil) {

        Duration closedFor(Instant now) {
            return (this.blockedUntil != null && now.isBefore(this.blockedUntil))
                    ? Duration.between(now, this.blockedUntil) : Duration.ZERO;
        }

        Failures oneMore(Instant now, Throttle limits) {
            boolean forgotten = this.lastAt.plus(limits.forgetAfter()).isBefore(now);
            int count = forgotten ? 1 : this.failures + 1;
            int allowed = this.subject.account() ? limits.accountFailures() : limits.addressFailures();
            Instant until = (count >= allowed) ? now.plus(limits.blockAfter(count, allowed)) : null;
            return new Failures(this.subject, count, now, until);
        }

    }

}
