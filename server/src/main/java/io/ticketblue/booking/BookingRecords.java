package io.ticketblue.booking;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.ticketblue.accounts.Accounts;
import io.ticketblue.booking.internal.Reservation;
import io.ticketblue.booking.internal.ReservationRepository;
import io.ticketblue.booking.internal.ReservationViews;
import io.ticketblue.catalog.Catalog;
import io.ticketblue.catalog.PerformanceView;
import io.ticketblue.catalog.RoundView;
import io.ticketblue.payment.MoneyBalance;
import io.ticketblue.payment.MoneyBooks;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reservations as whoever writes, prints or exports them needs them. Changes nothing. */
@Service
public class BookingRecords {

    private final ReservationRepository reservations;

    private final ReservationViews views;

    private final Catalog catalog;

    private final Accounts accounts;

    private final MoneyBooks money;

    BookingRecords(ReservationRepository reservations, ReservationViews views, Catalog catalog, Accounts accounts,
            MoneyBooks money) {
        this.reservations = reservations;
        this.views = views;
        this.catalog = catalog;
        this.accounts = accounts;
        this.money = money;
    }

    /**
     * Summarises a reservation of whomever. May be called in any transaction, and reads
     * nothing that may be stale.
     * @return the summary; empty if there is no such reservation, as after a hold that
     * lapsed was deleted with its round
     */
    @Transactional(readOnly = true)
    public Optional<BookingSummary> summary(ReservationId id) {
        return this.reservations.find(id).map(this.views::of).map(this::summary);
    }

    private BookingSummary summary(ReservationView reservation) {
        RoundView round = this.catalog.round(reservation.roundId());
        PerformanceView performance = this.catalog.performance(round.performanceId());
        MoneyBalance balance = this.money.balance(reservation.id().value());
        return new BookingSummary(reservation, this.accounts.account(reservation.buyer()).language(), performance.id(),
                performance.title(), performance.poster(), performance.venue(), round.startsAt(),
                round.startsAt().plus(Duration.ofMinutes(performance.durationMinutes())), round.cancelled(),
                reservation.cancellationFee().plus(reservation.bookingFeeKept()),
                balance.refunded().plus(balance.repaid()).plus(balance.promised()));
    }

    /**
     * Reads all reservations in portions, holds and ended ones included, in the order of
     * their ids. Nodes take ids in blocks, so one that is made while the reading goes on
     * may have an id that was passed already.
     * @param after the last one that was read, null to begin
     * @param size how many at most, 1 to {@value Paging#MAX_SIZE}
     * @return the next ones; none when all were read
     */
    @Transactional(readOnly = true)
    public List<ReservationView> reservationsAfter(@Nullable ReservationId after, int size) {
        List<Reservation> next = this.reservations.after(after, new Paging(0, size).size());
        return this.views.of(next);
    }

}
