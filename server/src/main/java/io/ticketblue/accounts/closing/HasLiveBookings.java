package io.ticketblue.accounts.closing;

import java.util.List;
import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/**
 * The account cannot be closed: it has seats of rounds to come, or seats that are held or
 * being paid, or is owed money.
 */
public final class HasLiveBookings extends Problem {

    private final transient List<Long> reservations;

    HasLiveBookings(List<Long> reservations) {
        super(HttpStatus.CONFLICT, "accounts.has-live-bookings", Map.of("reservations", List.copyOf(reservations)),
                reservations.size());
        this.reservations = List.copyOf(reservations);
    }

    /**
     * The reservations that keep the account open.
     * @return their numbers, ascending
     */
    public List<Long> reservations() {
        return this.reservations;
    }

}
