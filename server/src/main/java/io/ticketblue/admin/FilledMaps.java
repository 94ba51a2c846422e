package io.ticketblue.admin;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.booking.BoxOffice;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.SeatStatus;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.PricedSeat;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;

import org.springframework.stereotype.Component;

/** Puts the map of a round and its reservations together. */
@Component
class FilledMaps {

    private static final Set<ReservationStatus> SOLD = EnumSet.of(ReservationStatus.CONFIRMED,
            ReservationStatus.PARTIALLY_CANCELLED);

    private final Catalog catalog;

    private final BoxOffice boxOffice;

    private final Accounts accounts;

    FilledMaps(Catalog catalog, BoxOffice boxOffice, Accounts accounts) {
        this.catalog = catalog;
        this.boxOffice = boxOffice;
        this.accounts = accounts;
    }

    /** The map of a round as it is now. */
    FilledMap of(RoundId round) {
        List<ReservationView> reservations = this.boxOffice.liveReservations(round);
        Map<SeatId, Integer> holders = new HashMap<>();
        for (int index = 0; index < reservations.size(); index++) {
            for (ReservationView.Seat seat : reservations.get(index).liveSeats()) {
                holders.put(seat.id(), index);
            }
        }
        List<String> grades = this.catalog.performance(this.catalog.round(round).performanceId())
            .grades()
            .stream()
            .map(PerformanceView.Grade::name)
            .toList();
        Map<String, List<FilledMap.Seat>> sections = new LinkedHashMap<>();
        for (PricedSeat seat : this.catalog.seating(round)) {
            Integer index = holders.get(seat.seat().id());
            SeatStatus status = (index == null) ? SeatStatus.FREE : status(reservations.get(index));
            sections.computeIfAbsent(seat.seat().section(), (name) -> new ArrayList<>())
                .add(new FilledMap.Seat(seat.seat().label(), seat.seat().row(), seat.seat().number(), seat.seat().x(),
                        seat.seat().y(), seat.seat().accessible(), Math.max(0, grades.indexOf(seat.grade())), status,
                        index));
        }
        return new FilledMap(this.boxOffice.count(round), grades,
                sections.entrySet()
                    .stream()
                    .map((entry) -> new FilledMap.Section(entry.getKey(), entry.getValue()))
                    .toList(),
                bookings(reservations));
    }

    private static SeatStatus status(ReservationView reservation) {
        return SOLD.contains(reservation.status()) ? SeatStatus.SOLD : SeatStatus.HELD;
    }

    private List<FilledMap.Booking> bookings(List<ReservationView> reservations) {
        Map<AccountId, AccountView> buyers = this.accounts
            .accounts(reservations.stream().map(ReservationView::buyer).collect(Collectors.toSet()));
        return reservations.stream().map((reservation) -> {
            AccountView buyer = buyers.get(reservation.buyer());
            return new FilledMap.Booking(reservation.id().value(), reservation.code(), reservation.status(),
                    (buyer != null) ? buyer.name() : "");
        }).toList();
    }

}
