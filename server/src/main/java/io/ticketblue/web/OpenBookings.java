package io.ticketblue.web;

import java.util.List;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.ReservationId;

import org.springframework.stereotype.Component;

/**
 * The bookings that keep an account from being closed, as the profile page shows them.
 */
@Component
class OpenBookings {

    /** Who has more finds them on the page of all bookings. */
    static final int MOST = 20;

    private final Bookings bookings;

    private final BookingModels models;

    OpenBookings(Bookings bookings, BookingModels models) {
        this.bookings = bookings;
        this.models = models;
    }

    /**
     * Finds the first of them.
     * @param buyer whose they are
     * @param reservations their numbers
     */
    List<BookingModel> of(AccountId buyer, List<?> reservations) {
        return this.models.of(reservations.stream()
            .limit(MOST)
            .map((number) -> this.bookings.reservation(buyer, ReservationId.valueOf(number.toString())))
            .toList());
    }

}
