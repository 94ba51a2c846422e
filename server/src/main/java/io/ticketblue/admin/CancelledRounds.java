package io.ticketblue.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.ticketblue.booking.BookingToGiveBack;
import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.CancellationProgress;
import io.ticketblue.booking.RefundStanding;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.RoundCancellations;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** The bookings of cancelled rounds as staff see them. */
@Component
class CancelledRounds {

    private final RoundCancellations cancellations;

    private final BoxOffice boxOffice;

    CancelledRounds(RoundCancellations cancellations, BoxOffice boxOffice) {
        this.cancellations = cancellations;
        this.boxOffice = boxOffice;
    }

    /** How far a round is; empty if it was not cancelled. */
    Optional<CancellationProgress> of(RoundId round) {
        return this.cancellations.standings(List.of(round)).values().stream().findFirst();
    }

    /** A page of the bookings, what needs somebody first. */
    Page<Line> lines(CancellationProgress progress, @Nullable RefundStanding standing, Paging paging) {
        List<BookingToGiveBack> part = this.cancellations.bookings(progress.cancellation().roundId(), standing, paging);
        Map<ReservationId, ReservationView> views = this.boxOffice
            .reservations(part.stream().map(BookingToGiveBack::reservationId).toList())
            .stream()
            .collect(Collectors.toMap(ReservationView::id, Function.identity()));
        List<Line> lines = new ArrayList<>();
        for (BookingToGiveBack booking : part) {
            ReservationView view = views.get(booking.reservationId());
            if (view != null) {
                lines.add(new Line(booking, view));
            }
        }
        return Page.of(lines, paging,
                (standing == null) ? progress.bookings() : progress.counts().getOrDefault(standing, 0));
    }

    /**
     * A booking as the list shows it.
     *
     * @param booking the booking
     * @param reservation what was booked and by whom
     */
    record Line(BookingToGiveBack booking, ReservationView reservation) {
    }

}
