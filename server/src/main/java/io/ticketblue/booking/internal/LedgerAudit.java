package io.ticketblue.booking.internal;

import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.ticketblue.booking.SeatCount;
import io.ticketblue.booking.internal.audit.RoundAudit;
import io.ticketblue.catalog.RoundId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Checks the books of every round that has changed, as this node noticed or
 * {@link io.ticketblue.booking.internal.audit.AuditLookBack} found: free seats of the
 * ledger and seats of live reservations make up the capacity, and every sold seat belongs
 * to a paid reservation that owns it. The gauge {@code ticketblue.ledger.faults} is 0, or
 * somebody must look at once.
 */
@Component
class LedgerAudit implements RoundAudit {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerAudit.class);

    private final LedgerQueries ledger;

    private final RoundBook rounds;

    private final Clock clock;

    private final Set<RoundId> changed = ConcurrentHashMap.newKeySet();

    private final AtomicLong faults = new AtomicLong();

    LedgerAudit(LedgerQueries ledger, RoundBook rounds, Clock clock, MeterRegistry metrics) {
        this.ledger = ledger;
        this.rounds = rounds;
        this.clock = clock;
        Gauge.builder("ticketblue.ledger.faults", this.faults, AtomicLong::get)
            .description("Faults found in the seat ledger since the start")
            .register(metrics);
    }

    @Override
    public void schedule(Collection<RoundId> rounds) {
        this.changed.addAll(rounds);
    }

    @EventListener
    void on(LedgerChanges.Changed event) {
        this.changed.add(event.round());
    }

    void run() {
        for (RoundId round : Set.copyOf(this.changed)) {
            this.changed.remove(round);
            try {
                check(round);
            }
            catch (RuntimeException ex) {
                this.changed.add(round);
                LOG.atWarn().addKeyValue("round", round).setCause(ex).log("The seat ledger could not be checked");
            }
        }
    }

    private void check(RoundId round) {
        long found = faults(round);
        if (found > 0) {
            this.faults.addAndGet(found);
            LOG.atError().addKeyValue("round", round).addKeyValue("faults", found).log("The seat ledger is wrong");
        }
    }

    /** How many faults the books of a round have. */
    long faults(RoundId round) {
        SeatCount count = this.ledger.count(round, this.clock.instant());
        // A round that was deleted meanwhile has neither seats nor faults.
        boolean wrong = count.capacity() > 0
                && (!count.balanced() || count.capacity() != this.rounds.plan(round).capacity());
        return this.ledger.wronglySold(round) + this.ledger.paidButNotOwned(round) + (wrong ? 1 : 0);
    }

}
