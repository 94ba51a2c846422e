package io.ticketblue.review.moderation;

import java.time.Clock;

import io.ticketblue.accounts.AccountClosed;
import io.ticketblue.review.ReviewRemoved;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What happens to reports when something else happens, in the same transaction. */
@Component
class ReportEvents {

    private final ReportRepository reports;

    private final Clock clock;

    ReportEvents(ReportRepository reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    @EventListener
    void on(ReviewRemoved event) {
        this.reports.handle(event.review(), Long.MAX_VALUE, this.clock.instant());
    }

    @EventListener
    void on(AccountClosed event) {
        this.reports.forgetPerson(event.account());
    }

}
