package io.ticketblue.booking;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.ticketblue.booking.internal.LedgerChanges;
import io.ticketblue.booking.internal.RoundReservations;
import io.ticketblue.booking.internal.RoundCancellationRepository;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.CatalogAdmin;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.shared.AuditTrail;
import io.ticketblue.shared.InvalidRequest;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Rounds that the organiser cancels. Nothing of them is sold from that moment on;
 * everybody who booked gets everything back, and perhaps something on top, one booking
 * after the other, whatever stops meanwhile.
 */
@Service
public class RoundCancellations {

    private static final int LONGEST_REASON = 200;

    private static final int WHOLE = 100;

    private final Catalog catalog;

    private final CatalogAdmin admin;

    private final RoundCancellationRepository cancellations;

    private final RoundReservations reservations;

    private final LedgerChanges changes;

    private final AuditTrail audit;

    private final Clock clock;

    RoundCancellations(Catalog catalog, CatalogAdmin admin, RoundCancellationRepository cancellations,
            RoundReservations reservations, LedgerChanges changes, AuditTrail audit, Clock clock) {
        this.catalog = catalog;
        this.admin = admin;
        this.cancellations = cancellations;
        this.reservations = reservations;
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Cancels a round for good. The bookings are given back soon after.
     * @param round which round
     * @param reason why, 1 to 200 characters; buyers and the payment provider are told
     * @param compensationPercent what buyers get on top, 0 to 100 percent of what they
     * paid for their tickets; the consumer guideline for performances says 10
     * @return how far it is
     * @throws InvalidRequest for {@code reason} or {@code compensationPercent}
     * @throws io.ticketblue.catalog.RoundNotFound if there is no such round
     * @throws io.ticketblue.catalog.RoundCancelled if it is cancelled already
     */
    @Transactional
    public RoundCancellation cancel(RoundId round, String reason, int compensationPercent) {
        if (reason.isBlank() || reason.strip().length() > LONGEST_REASON) {
            throw new InvalidRequest("reason", "booking.reason-length", LONGEST_REASON);
        }
        if (compensationPercent < 0 || compensationPercent > WHOLE) {
            throw new InvalidRequest("compensationPercent", "booking.compensation-percent", 0, WHOLE);
        }
        start(round, reason.strip(), compensationPercent);
        return progress(round).orElseThrow();
    }

    private void start(RoundId round, String reason, int compensationPercent) {
        this.admin.cancelRound(round);
        this.cancellations.insert(round, reason, compensationPercent, this.clock.instant());
        this.audit.record("round.cancelled", "round " + round, null,
                Map.of("reason", reason, "compensationPercent", compensationPercent));
        this.changes.ofPlan(round);
    }

    /**
     * Cancels all rounds of a performance that have not begun and are not cancelled.
     * @param performance which performance
     * @param reason why, 1 to 200 characters
     * @param compensationPercent what buyers get on top, 0 to 100
     * @return how far each of them is, soonest first
     * @throws InvalidRequest as for one round
     * @throws NoRoundToCancel if all are over or cancelled
     * @throws io.ticketblue.catalog.PerformanceNotFound if there is no such performance
     */
    @Transactional
    public List<RoundCancellation> cancel(PerformanceId performance, String reason, int compensationPercent) {
        Instant now = this.clock.instant();
        List<RoundId> rounds = this.catalog.rounds(this.catalog.performance(performance).id())
            .stream()
            .filter((round) -> !round.cancelled() && round.startsAt().isAfter(now))
            .map(RoundView::id)
            .toList();
        if (rounds.isEmpty()) {
            throw new NoRoundToCancel();
        }
        return rounds.stream().map((round) -> cancel(round, reason, compensationPercent)).toList();
    }

    /**
     * Tells how far a cancelled round is.
     * @param round which round
     * @return how far; empty if it was not cancelled
     */
    @Transactional(readOnly = true)
    public Optional<RoundCancellation> progress(RoundId round) {
        return this.cancellations.find(round).map((order) -> {
            RoundCancellationRepository.Done done = this.cancellations.done(round);
            int waiting = (order.finishedAt() != null) ? 0 : this.reservations.countLive(round, this.clock.instant());
            return new RoundCancellation(round, order.reason(), order.compensationPercent(), done.bookings() + waiting,
                    done.bookings(), done.refund(), done.compensation(), order.requestedAt(), order.finishedAt());
        });
    }

    /**
     * Tells why a round was cancelled.
     * @param round which round
     * @return why, as staff wrote it; empty if it was not cancelled
     */
    @Transactional(readOnly = true)
    public Optional<String> reason(RoundId round) {
        return this.cancellations.find(round).map(RoundCancellationRepository.Order::reason);
    }

    /**
     * Tells how far the cancelled rounds of a performance are.
     * @param performance which performance
     * @return how far each of them is, soonest first
     * @throws io.ticketblue.catalog.PerformanceNotFound if there is no such performance
     */
    @Transactional(readOnly = true)
    public List<RoundCancellation> progress(PerformanceId performance) {
        return this.catalog.rounds(this.catalog.performance(performance).id())
            .stream()
            .flatMap((round) -> progress(round.id()).stream())
            .toList();
    }

    /**
     * Lists the bookings of a cancelled round that were given back so far.
     * @param round which round
     * @return the bookings, the latest first; none if the round was not cancelled
     */
    @Transactional(readOnly = true)
    public List<CancelledBooking> givenBack(RoundId round) {
        return this.cancellations.bookings(round);
    }

    /**
     * Tells what became of a booking because the organiser cancelled its round.
     * @param reservation which booking
     * @return what was given back; empty if it was not, or for another reason
     */
    @Transactional(readOnly = true)
    public Optional<CancelledBooking> givenBack(ReservationId reservation) {
        return this.cancellations.booking(reservation);
    }

}
