package io.ticketblue.payment.internal;

import java.time.Instant;

/** The comparison of one day by one node, and how far it is. */
final class DayRun {

    final ComparedDays.Work work;

    /** When the day begins. */
    final Instant from;

    /** When the day after it begins. */
    final Instant until;

    int lookUps;

    int underWay;

    int silent;

    DayRun(ComparedDays.Work work) {
        this.work = work;
        this.from = work.day().atStartOfDay(TossAnswers.BANK_TIME).toInstant();
        this.until = work.day().plusDays(1).atStartOfDay(TossAnswers.BANK_TIME).toInstant();
    }

}
