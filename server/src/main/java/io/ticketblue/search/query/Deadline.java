package io.ticketblue.search.query;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** When an answer must be there, however many queries it takes. */
final class Deadline {

    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** Milliseconds that are left, at least 1. */
    long millis() {
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(this.end - System.nanoTime()));
    }

}
