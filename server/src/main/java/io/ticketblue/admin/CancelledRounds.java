package io.ticketblue.admin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.CancelledBooking;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.RoundCancellation;
import io.ticketblue.booking.RoundCancellations;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.payment.CompensationView;
import io.ticketblue.payment.Compensations;
import io.ticketblue.payment.PaymentRecords;
import io.ticketblue.payment.RefundStatus;
import io.ticketblue.payment.RefundView;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Tells how far the bookings of cancelled rounds are given back, money included. */
@Component
class CancelledRounds {

    private final RoundCancellations cancellations;

    private final PaymentRecords records;

    private final Compensations compensations;

    private final BoxOffice boxOffice;

    CancelledRounds(RoundCancellations cancellations, PaymentRecords records, Compensations compensations,
            BoxOffice boxOffice) {
        this.cancellations = cancellations;
        this.records = records;
        this.compensations = compensations;
        this.boxOffice = boxOffice;
    }

    /** How far a round is; empty if it was not cancelled. */
    Optional<Progress> of(RoundId round) {
        return this.cancellations.progress(round).map(this::progress);
    }

    private Progress progress(RoundCancellation cancellation) {
        Map<Long, CancelledBooking> done = this.cancellations.givenBack(cancellation.roundId())
            .stream()
            .collect(Collectors.toMap((booking) -> booking.reservationId().value(), Function.identity()));
        Map<Long, Standing> refunds = refunds(done.keySet());
        Map<Long, CompensationView> owed = this.compensations.compensationsFor(done.keySet())
            .stream()
            .collect(Collectors.toMap(CompensationView::reference, Function.identity()));
        List<Booking> bookings = new ArrayList<>();
        done.forEach((id, booking) -> bookings
            .add(new Booking(booking.reservationId(), refunds.getOrDefault(id, Standing.SENT), booking, owed.get(id))));
        if (cancellation.finishedAt() == null) {
            this.boxOffice.liveReservations(cancellation.roundId())
                .forEach((waiting) -> bookings.add(new Booking(waiting.id(), Standing.WAITING, null, null)));
        }
        bookings
            .sort(Comparator.comparing(Booking::standing).thenComparing((booking) -> booking.reservationId().value()));
        return new Progress(cancellation, List.copyOf(bookings));
    }

    /** The worst of the refunds of each booking. */
    private Map<Long, Standing> refunds(Collection<Long> bookings) {
        Map<Long, Standing> standings = new HashMap<>();
        for (RefundView refund : this.records.refundsFor(bookings)) {
            standings.merge(refund.reference(), Standing.of(refund.status()),
                    (one, other) -> (one.compareTo(other) < 0) ? one : other);
        }
        return standings;
    }

    /** A page of the bookings, what needs somebody first. */
    Page<Line> lines(Progress progress, @Nullable Standing standing, Paging paging) {
        List<Booking> wanted = progress.bookings()
            .stream()
            .filter((booking) -> standing == null || booking.standing() == standing)
            .toList();
        List<Booking> part = wanted.stream().skip(paging.offset()).limit(paging.size()).toList();
        Map<ReservationId, ReservationView> views = this.boxOffice
            .reservations(part.stream().map(Booking::reservationId).toList())
            .stream()
            .collect(Collectors.toMap(ReservationView::id, Function.identity()));
        List<Line> lines = new ArrayList<>();
        for (Booking booking : part) {
            ReservationView view = views.get(booking.reservationId());
            if (view != null) {
                lines.add(new Line(booking, view));
            }
        }
        return Page.of(lines, paging, wanted.size());
    }

    /** Where the money of a booking stands, what needs somebody first. */
    enum Standing {

        /** The provider refused to send it: staff have to. */
        OWED,

        /** The booking has not been given back yet. */
        WAITING,

        /** The provider has not answered yet. */
        UNDER_WAY,

        /** All of it is with the buyer. */
        SENT;

        static Standing of(RefundStatus status) {
            return switch (status) {
                case REFUSED -> OWED;
                case REQUESTED -> UNDER_WAY;
                case DONE, SETTLED -> SENT;
            };
        }

    }

    /**
     * A booking of a cancelled round.
     *
     * @param reservationId which
     * @param standing where its money stands
     * @param givenBack what was given back, null while it waits
     * @param compensation what the buyer gets on top, null if nothing
     */
    record Booking(ReservationId reservationId, Standing standing, @Nullable CancelledBooking givenBack,
            @Nullable CompensationView compensation) {
    }

    /**
     * A booking as the list shows it.
     *
     * @param booking the booking
     * @param reservation what was booked and by whom
     */
    record Line(Booking booking, ReservationView reservation) {
    }

    /**
     * How far a round is.
     *
     * @param cancellation the cancellation
     * @param bookings all bookings, what needs somebody first
     */
    record Progress(RoundCancellation cancellation, List<Booking> bookings) {

        /** How many bookings stand where; all standings are there. */
        public Map<Standing, Long> counts() {
            Map<Standing, Long> counts = new EnumMap<>(Standing.class);
            for (Standing standing : Standing.values()) {
                counts.put(standing, count(standing));
            }
            return counts;
        }

        private long count(Standing standing) {
            return this.bookings.stream().filter((booking) -> booking.standing() == standing).count();
        }

        /** How many compensations nobody has paid yet. */
        public long compensationsOwed() {
            return this.bookings.stream()
                .filter((booking) -> booking.compensation() != null && booking.compensation().settledAt() == null)
                .count();
        }

        /** How many bookings have all their money back. */
        public long sent() {
            return count(Standing.SENT);
        }

        /** How many bookings are on their way without anybody's help. */
        public long underWay() {
            return count(Standing.WAITING) + count(Standing.UNDER_WAY);
        }

        /** How many refunds the provider refused. */
        public long owed() {
            return count(Standing.OWED);
        }

        /** Whether anything still changes by itself. */
        public boolean running() {
            return this.cancellation.finishedAt() == null || underWay() > 0;
        }

        /** The share of the bookings whose money is back, in whole per cent. */
        public int percent() {
            return this.bookings.isEmpty() ? 0 : Math.toIntExact(100 * sent() / this.bookings.size());
        }

    }

}
