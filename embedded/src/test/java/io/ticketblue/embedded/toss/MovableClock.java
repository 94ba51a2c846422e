package io.ticketblue.embedded.toss;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that a test moves.
 */
class MovableClock extends Clock {

    private Instant now = Instant.parse("2026-12-24T10:30:00Z");

    synchronized void advance(Duration by) {
        this.now = this.now.plus(by);
    }

    @Override
    public synchronized Instant instant() {
        return this.now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

}
