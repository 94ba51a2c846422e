package io.ticketblue.booking.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Page;

import org.springframework.stereotype.Component;

/** Shows reservations with what their seats are called: one question for all of them. */
@Component
public class ReservationViews {

    private final Catalog catalog;

    private final Clock clock;

    ReservationViews(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    /** A reservation as people see it now. */
    public ReservationView of(Reservation reservation) {
        return of(List.of(reservation)).getFirst();
    }

    /** A page of reservations as people see them now. */
    public Page<ReservationView> of(Page<Reservation> page) {
        return new Page<>(of(page.items()), page.page(), page.size(), page.total());
    }

    /** Reservations as people see them now, in the same order. */
    public List<ReservationView> of(List<Reservation> reservations) {
        Set<SeatId> seats = reservations.stream()
            .flatMap((reservation) -> reservation.seatIds().stream())
            .collect(Collectors.toSet());
        Map<SeatId, String> labels = this.catalog.seatLabels(seats);
        Instant now = this.clock.instant();
        return reservations.stream()
            .map((reservation) -> reservation.view((seat) -> labels.getOrDefault(seat, seat.toString()), now))
            .toList();
    }

}
