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
import io.ticketblue.booking.ReservationFilter;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.SeatStatus;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.PricedSeat;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Puts the map of a round and its reservations together. */
@Component
class FilledMaps {

    private static final Set<ReservationStatus> SOLD = EnumSet.of(ReservationStatus.CONFIRMED,
            ReservationStatus.PARTIALLY_CANCELLED);

    private static final Set<ReservationStatus> WITH_SEATS = EnumSet.of(ReservationStatus.HELD,
            ReservationStatus.PAYING, ReservationStatus.AWAITING_DEPOSIT, ReservationStatus.CONFIRMED,
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
        List<PricedSeat> seats = this.catalog.seating(round);
        Map<SeatId, ReservationId> holders = this.boxOffice.holders(round);
        List<ReservationView> reservations = reservations(round);
        Map<ReservationId, Integer> indexes = new HashMap<>();
        reservations.forEach((reservation) -> indexes.put(reservation.id(), indexes.size()));
        List<String> grades = this.catalog.performance(this.catalog.round(round).performanceId())
            .grades()
            .stream()
            .map(PerformanceView.Grade::name)
            .toList();
        Map<String, List<FilledMap.Seat>> sections = new LinkedHashMap<>();
        for (PricedSeat seat : seats) {
            ReservationId holder = holders.get(seat.seat().id());
            Integer index = (holder != null) ? indexes.get(holder) : null;
            SeatStatus status = (holder == null) ? SeatStatus.FREE : status(index, reservations);
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

    private static SeatStatus status(@Nullable Integer index, List<ReservationView> reservations) {
        return (index != null && SOLD.contains(reservations.get(index).status())) ? SeatStatus.SOLD : SeatStatus.HELD;
    }

    private List<ReservationView> reservations(RoundId round) {
        List<ReservationView> reservations = new ArrayList<>();
        for (ReservationStatus status : WITH_SEATS) {
            ReservationFilter filter = new ReservationFilter(round, null, status, null);
            Page<ReservationView> page;
            int number = 0;
            do {
                page = this.boxOffice.reservations(filter, new Paging(number++, Paging.MAX_SIZE));
                reservations.addAll(page.items());
            }
            while (number < page.pages());
        }
        return reservations;
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
