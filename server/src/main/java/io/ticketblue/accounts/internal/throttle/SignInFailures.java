package io.ticketblue.accounts.internal.throttle;

import java.time.Duration;
import java.time.Instant;

import io.ticketblue.accounts.internal.throttle.SignInThrottle.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * How often a subject failed in a row.
 *
 * @param subject who
 * @param failures how many passwords were wrong
 * @param lastAt when the last one was
 * @param underWay how many attempts are not decided yet
 * @param begunAt when the latest of them began
 * @param blockedUntil how long the subject is blocked, if it is
 */
record SignInFailures(Subject subject, int failures, Instant lastAt, int underWay, @Nullable Instant begunAt,
        @Nullable Instant blockedUntil) {

    /** Attempts of a node that died no longer count as under way after this. */
    static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(30);

    /**
     * Whether one more attempt may be under way: no more than there are failures left.
     */
    boolean hasRoom(Instant now, ThrottleSettings limits) {
        int left = this.subject.allowed(limits) - failuresAt(now, limits);
        return underWayAt(now) < Math.max(1, left);
    }

    SignInFailures begun(Instant now) {
        return new SignInFailures(this.subject, this.failures, this.lastAt, underWayAt(now) + 1, now,
                this.blockedUntil);
    }

    SignInFailures decided(Outcome outcome, Instant now, ThrottleSettings limits) {
        int others = Math.max(0, underWayAt(now) - 1);
        return switch (outcome) {
            case UNDECIDED ->
                new SignInFailures(this.subject, this.failures, this.lastAt, others, this.begunAt, this.blockedUntil);
            case RIGHT -> (this.subject.kind() == Subject.Kind.ADDRESS)
                    ? new SignInFailures(this.subject, this.failures, this.lastAt, others, this.begunAt,
                            this.blockedUntil)
                    : new SignInFailures(this.subject, 0, this.lastAt, others, this.begunAt, null);
            case WRONG -> {
                int count = failuresAt(now, limits) + 1;
                int allowed = this.subject.allowed(limits);
                Instant until = (count >= allowed) ? now.plus(limits.blockAfter(count, allowed)) : null;
                yield new SignInFailures(this.subject, count, now, others, this.begunAt, until);
            }
        };
    }

    private int failuresAt(Instant now, ThrottleSettings limits) {
        return this.lastAt.plus(limits.forgetAfter()).isBefore(now) ? 0 : this.failures;
    }

    private int underWayAt(Instant now) {
        return (this.begunAt == null || this.begunAt.plus(LONGEST_ATTEMPT).isBefore(now)) ? 0 : this.underWay;
    }

}
