package io.ticketblue.payment;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

import io.ticketblue.payment.internal.CompensationLedger;
import io.ticketblue.payment.internal.MoneyLedger;
import io.ticketblue.payment.internal.ResultWriter;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.TypedText;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/**
 * What the house owes buyers beyond what they paid. The provider cannot send it: staff
 * pay it in another way and settle it here.
 */
@Service
public class Compensations {

    private final CompensationLedger ledger;

    private final MoneyLedger money;

    private final ResultWriter results;

    private final AuditTrail audit;

    private final ApplicationEventPublisher events;

    private final Clock clock;

    /** Creates the facade; the application does. */
    public Compensations(CompensationLedger ledger, MoneyLedger money, ResultWriter results, AuditTrail audit,
            ApplicationEventPublisher events, Clock clock) {
        this.ledger = ledger;
        this.money = money;
        this.results = results;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Lists what is owed.
     * @param paging which part of the list
     * @return compensations that nobody has settled, the oldest first
     */
    public Page<CompensationView> owed(Paging paging) {
        return this.ledger.owed(paging);
    }

    /**
     * Counts what is owed.
     * @return how many compensations wait for staff
     */
    public long count() {
        return this.ledger.countOwed();
    }

    /**
     * Shows a compensation, owed or settled.
     * @return the compensation
     * @throws CompensationNotFound if there is no such compensation
     */
    public CompensationView compensation(CompensationId compensation) {
        return view(compensation);
    }

    /**
     * Shows what is or was owed for something.
     * @param reference what was paid for
     * @return the compensations, the oldest first
     */
    public List<CompensationView> compensationsFor(long reference) {
        return this.ledger.of(reference);
    }

    /**
     * Shows what is or was owed for several things.
     * @param references what was paid for
     * @return the compensations, the oldest first
     */
    public List<CompensationView> compensationsFor(Collection<Long> references) {
        return references.isEmpty() ? List.of() : this.ledger.of(references);
    }

    /**
     * Writes down that the buyer has the money, and enters it in the money ledger.
     * @param compensation which
     * @param note how it was paid, 1 to {@value OwedRefunds#MAX_NOTE} characters
     * @param by who says so, in the caller's own numbers
     * @return the compensation, settled
     * @throws CompensationNotFound if there is no such compensation
     * @throws CompensationNotOwed if it was settled already
     * @throws InvalidRequest if the note is missing or too long
     */
    public CompensationView settle(CompensationId compensation, String note, long by) {
        String how = TypedText.required("note", note, OwedRefunds.MAX_NOTE, "payment.note-invalid");
        CompensationView owed = view(compensation);
        boolean settled = this.results.write(() -> {
            Instant now = this.clock.instant();
            boolean mine = this.ledger.settle(compensation, how, by, now);
            if (mine) {
                this.money.enter(this.ledger.payment(compensation), null, MoneyKind.COMPENSATION, owed.amount(), null,
                        now, now);
                this.audit.record("compensation.settled", "compensation " + compensation, owed, view(compensation));
                this.events.publishEvent(new CompensationSettled(view(compensation)));
            }
            return mine;
        });
        if (!settled) {
            throw new CompensationNotOwed();
        }
        return view(compensation);
    }

    private CompensationView view(CompensationId compensation) {
        return this.ledger.view(compensation).orElseThrow(CompensationNotFound::new);
    }

}
