package io.ticketblue.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.springframework.http.HttpStatus;

import io.ticketblue.shared.Problem;

/**
 * People hold, pay for or own seats of what shall be changed. The answer names the rounds
 * and the first bookings.
 */
public final class HasReservations extends Problem {

    private final List<RoundBookings> bookings;

    /**
     * Creates the problem.
     * @param bookings the bookings of each round that has any, at least one
     */
    public HasReservations(Collection<RoundBookings> bookings) {
        super(HttpStatus.CONFLICT, "catalog.has-reservations",
                Map.of("rounds", bookings.stream().map((round) -> round.round().value()).toList(), "count",
                        count(bookings), "codes", codes(bookings)),
                bookings.size(), count(bookings), String.join(", ", codes(bookings)));
        this.bookings = List.copyOf(bookings);
    }

    /**
     * Shows what is in the way.
     * @return the bookings of each round
     */
    public List<RoundBookings> bookings() {
        return this.bookings;
    }

    private static int count(Collection<RoundBookings> bookings) {
        return bookings.stream().mapToInt(RoundBookings::count).sum();
    }

    private static List<String> codes(Collection<RoundBookings> bookings) {
        return bookings.stream().flatMap((round) -> round.codes().stream()).limit(RoundBookings.MOST_CODES).toList();
    }

}
