package io.ticketblue.admin.bookings;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceCard;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;

import org.springframework.stereotype.Component;

/** Adds buyers, rounds and performances to reservations: one question for each kind. */
@Component
class BookingLines {

    private final Accounts accounts;

    private final Catalog catalog;

    BookingLines(Accounts accounts, Catalog catalog) {
        this.accounts = accounts;
        this.catalog = catalog;
    }

    /** The lines of reservations, in the same order. */
    List<BookingLine> of(List<ReservationView> reservations) {
        Map<AccountId, AccountView> buyers = this.accounts
            .accounts(reservations.stream().map(ReservationView::buyer).collect(Collectors.toSet()));
        Map<RoundId, RoundView> rounds = this.catalog
            .rounds(reservations.stream().map(ReservationView::roundId).collect(Collectors.toSet()));
        Map<PerformanceId, PerformanceCard> performances = this.catalog
            .cards(rounds.values().stream().map(RoundView::performanceId).collect(Collectors.toSet()));
        return reservations.stream().map((reservation) -> {
            RoundView round = rounds.get(reservation.roundId());
            return new BookingLine(reservation, buyers.get(reservation.buyer()), round,
                    (round != null) ? performances.get(round.performanceId()) : null);
        }).toList();
    }

}
