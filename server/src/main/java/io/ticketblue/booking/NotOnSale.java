package io.ticketblue.booking;

import java.time.Instant;
import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** The round cannot be booked now: booking has not opened, or it has closed. */
public final class NotOnSale extends Problem {

    /**
     * Creates the problem.
     * @param opensAt from when seats can be booked
     * @param closesAt until when
     */
    public NotOnSale(Instant opensAt, Instant closesAt) {
        super(HttpStatus.CONFLICT, "booking.not-on-sale", Map.of("opensAt", opensAt, "closesAt", closesAt));
    }

}
