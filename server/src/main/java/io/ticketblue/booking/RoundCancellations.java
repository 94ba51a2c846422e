package io.ticketblue.booking;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

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
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Paging;
import io.ticketblue.shared.TypedText;
import org.jspecify.annotations.Nullable;

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
        String why = TypedText.required("reason", reason, LONGEST_REASON, "booking.reason-length");
        if (compensationPercent < 0 || compensationPercent > WHOLE) {
            throw new InvalidRequest("compensationPercent", "booking.compensation-percent", 0, WHOLE);
        }
        start(round, why, compensationPercent);
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
        return standings(List.of(round)).values().stream().findFirst().map(CancellationProgress::cancellation);
    }

    /**
     * Tells how far cancelled rounds are, and where the money stands. The number of
     * statements does not depend on how many rounds or bookings there are.
     * @param rounds which rounds
     * @return an answer for each that was cancelled, in the same order
     */
    @Transactional(readOnly = true)
    public Map<RoundId, CancellationProgress> standings(Collection<RoundId> rounds) {
        Map<RoundId, RoundCancellationRepository.Order> orders = this.cancellations.find(rounds)
            .stream()
            .collect(Collectors.toMap(RoundCancellationRepository.Order::round, Function.identity()));
        Map<RoundId, List<RoundCancellationRepository.Done>> done = this.cancellations.done(orders.keySet())
            .stream()
            .collect(Collectors.groupingBy(RoundCancellationRepository.Done::round));
        List<RoundId> unfinished = orders.values()
            .stream()
            .filter((order) -> order.finishedAt() == null)
            .map(RoundCancellationRepository.Order::round)
            .toList();
        Map<RoundId, Integer> waiting = this.reservations.countLive(unfinished, this.clock.instant());
        Map<RoundId, CancellationProgress> progress = new LinkedHashMap<>();
        for (RoundId round : rounds) {
            RoundCancellationRepository.Order order = orders.get(round);
            if (order != null) {
                progress.put(round,
                        progress(order, done.getOrDefault(round, List.of()), waiting.getOrDefault(round, 0)));
            }
        }
        return progress;
    }

    private static CancellationProgress progress(RoundCancellationRepository.Order order,
            List<RoundCancellationRepository.Done> done, int waiting) {
        Map<RefundStanding, Integer> counts = new EnumMap<>(RefundStanding.class);
        for (RefundStanding standing : RefundStanding.values()) {
            counts.put(standing, (standing == RefundStanding.WAITING) ? waiting : 0);
        }
        Money refund = Money.ZERO;
        Money compensation = Money.ZERO;
        int givenBack = 0;
        int owed = 0;
        for (RoundCancellationRepository.Done part : done) {
            counts.merge(part.standing(), part.bookings(), Integer::sum);
            givenBack += part.bookings();
            refund = refund.plus(part.refund());
            compensation = compensation.plus(part.compensation());
            owed += part.compensationsOwed();
        }
        return new CancellationProgress(
                new RoundCancellation(order.round(), order.reason(), order.compensationPercent(), givenBack + waiting,
                        givenBack, refund, compensation, order.requestedAt(), order.finishedAt()),
                counts, owed);
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
        List<RoundId> rounds = this.catalog.rounds(this.catalog.performance(performance).id())
            .stream()
            .map(RoundView::id)
            .toList();
        return standings(rounds).values().stream().map(CancellationProgress::cancellation).toList();
    }

    /**
     * Lists the bookings of a cancelled round, given back or not.
     * @param round which round
     * @param standing only those whose money stands so, null for all
     * @param paging which part of the list
     * @return the bookings, what needs somebody first; none if the round was not
     * cancelled
     */
    @Transactional(readOnly = true)
    public List<BookingToGiveBack> bookings(RoundId round, @Nullable RefundStanding standing, Paging paging) {
        return this.cancellations.bookings(round, standing, paging, this.clock.instant());
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
