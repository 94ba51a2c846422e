package io.ticketblue.web;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.ticketblue.booking.BookingSummary;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceCard;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.payment.MoneyBooks;

import org.springframework.stereotype.Component;

/** Adds to reservations what they are for. */
@Component
class BookingModels {

    private final Catalog catalog;

    private final MoneyBooks money;

    BookingModels(Catalog catalog, MoneyBooks money) {
        this.catalog = catalog;
        this.money = money;
    }

    BookingModel of(ReservationView reservation) {
        return of(List.of(reservation)).getFirst();
    }

    /**
     * Whether a payment was captured, also one that is refunded because the seats were no
     * longer there.
     */
    boolean wasCharged(ReservationView reservation) {
        return !this.money.balance(reservation.id().value()).captured().isZero();
    }

    BookingModel of(BookingSummary summary) {
        ReservationView reservation = summary.reservation();
        return new BookingModel(reservation, summary.performanceId(), summary.title(),
                (summary.poster() != null) ? summary.poster().medium() : null, summary.venue().name(),
                reservation.roundId(), summary.startsAt(), summary.roundCancelled());
    }

    List<BookingModel> of(List<ReservationView> reservations) {
        Map<RoundId, RoundView> rounds = this.catalog
            .rounds(reservations.stream().map(ReservationView::roundId).collect(Collectors.toSet()));
        Map<PerformanceId, PerformanceCard> cards = this.catalog
            .cards(rounds.values().stream().map(RoundView::performanceId).collect(Collectors.toSet()));
        return reservations.stream().map((reservation) -> {
            RoundView round = Objects.requireNonNull(rounds.get(reservation.roundId()));
            PerformanceCard card = Objects.requireNonNull(cards.get(round.performanceId()));
            return new BookingModel(reservation, card.id(), card.title(), card.posterUrl(), card.venueName(),
                    round.id(), round.startsAt(), round.cancelled());
        }).toList();
    }

}
