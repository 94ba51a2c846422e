package io.ticketblue.payment.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentNotFound;
import io.ticketblue.payment.PaymentStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The provider's notices. One is kept before it is answered and worked on afterwards, at
 * least once, by a few threads; whatever they cannot take on, or a crash leaves, is taken
 * up later. Nothing in a notice is believed: it only leads to a look at what the provider
 * itself shows. So repetitions, any order, and forged notices do no harm, and how many
 * looks unproven notices lead to is limited.
 */
@Component
class Notices implements DisposableBean {

    /** More notices of one order than these do not wait: the look serves all. */
    static final int MOST_WAITING = 5;

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    private static final int MOST_QUEUED = 200;

    private static final int MOST_ATTEMPTS = 12;

    private static final int BATCH = 100;

    private final NoticeInbox inbox;

    private final PaymentLedger ledger;

    private final Deposits deposits;

    private final NoticeSettings settings;

    private final MeterRegistry meters;

    private final Clock clock;

    private final ThreadPoolExecutor workers;

    private Instant minute = Instant.EPOCH;

    private int unsigned;

    Notices(NoticeInbox inbox, PaymentLedger ledger, Deposits deposits, NoticeSettings settings, MeterRegistry meters,
            Clock clock) {
        this.inbox = inbox;
        this.ledger = ledger;
        this.deposits = deposits;
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
        this.workers = new ThreadPoolExecutor(settings.workers(), settings.workers(), 30, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_QUEUED), Thread.ofPlatform().daemon().name("notice-", 0).factory(),
                // What finds no room is taken up later.
                new ThreadPoolExecutor.DiscardPolicy());
        this.workers.allowCoreThreadTimeOut(true);
        Gauge.builder("ticketblue.payment.notices.waiting", inbox, NoticeInbox::countWaiting)
            .description("Notices of the payment provider that wait to be looked into")
            .register(meters);
    }

    /** Keeps a notice if it may matter, and begins to work on it. */
    void receive(Notice notice) {
        OrderId order = notice.order();
        if (order == null) {
            count("ignored");
            return;
        }
        PaymentRow row = this.ledger.find(order).orElse(null);
        if (row == null || row.status() == PaymentStatus.READY || row.status() == PaymentStatus.EXPIRED) {
            // Nothing was ever started for it, so no money can have come.
            count("unknown");
            return;
        }
        Instant now = this.clock.instant();
        if (!this.inbox.add(notice, order, MOST_WAITING, now, now.plus(this.settings.every()))) {
            count("repeated");
            return;
        }
        count("received");
        this.workers.execute(() -> this.inbox.find(notice.transmissionId()).ifPresent(this::workOn));
    }

    /** Takes up what was left over, and forgets what is old. */
    void takeUp() {
        this.inbox.due(this.clock.instant(), BATCH).forEach(this::workOn);
        this.inbox.deleteBefore(this.clock.instant().minus(this.settings.kept()), 10 * BATCH);
    }

    private void workOn(NoticeInbox.Waiting notice) {
        try {
            if (this.inbox.claim(notice, this.clock.instant().plus(wait(notice.attempts() + 1)))) {
                String outcome = outcome(notice);
                boolean ended = !outcome.equals("postponed") || notice.attempts() + 1 >= MOST_ATTEMPTS;
                if (ended && this.inbox.done(notice, outcome)) {
                    count(outcome);
                }
            }
        }
        catch (RuntimeException ex) {
            LOG.atError()
                .setCause(ex)
                .addKeyValue("notice", notice.id())
                .log("A notice of the payment provider could not be worked on; it will be tried again");
        }
    }

    private String outcome(NoticeInbox.Waiting waiting) {
        PaymentRow row = this.ledger.find(waiting.order()).orElseThrow(PaymentNotFound::new);
        if (row.status() == PaymentStatus.CONFIRMING) {
            // It came before the answer that it is about: that answer first.
            return "postponed";
        }
        if (!mayMatter(row)) {
            return "useless";
        }
        if (waiting.notice().secret() != null) {
            if (!waiting.notice().isProvenBy((row.deposit() != null) ? row.deposit().secret() : null)) {
                LOG.atWarn().addKeyValue("orderId", waiting.order()).log("A forged notice about a deposit is ignored");
                return "forged";
            }
        }
        else if (!mayAskUnproven()) {
            return "postponed";
        }
        return this.deposits.look(waiting.order()) ? "looked" : "postponed";
    }

    /** Whether money may have come for it, or gone from it, without our doing. */
    private static boolean mayMatter(PaymentRow row) {
        return switch (row.status()) {
            case AWAITING_DEPOSIT -> true;
            case CAPTURED, PARTIALLY_REFUNDED -> row.view().virtualAccount() != null;
            case FAILED -> row.reserved().isZero();
            default -> false;
        };
    }

    private synchronized boolean mayAskUnproven() {
        Instant now = this.clock.instant();
        if (!now.isBefore(this.minute.plus(Duration.ofMinutes(1)))) {
            this.minute = now;
            this.unsigned = 0;
        }
        this.unsigned++;
        return this.unsigned <= this.settings.unsignedPerMinute();
    }

    private Duration wait(int attempts) {
        return this.settings.every().multipliedBy(1L << Math.min(attempts - 1, 10));
    }

    private void count(String outcome) {
        this.meters.counter("ticketblue.payment.notices", "outcome", outcome).increment();
    }

    /** Whatever is left is taken up by the next start. */
    @Override
    public void destroy() {
        this.workers.shutdownNow();
    }

}
