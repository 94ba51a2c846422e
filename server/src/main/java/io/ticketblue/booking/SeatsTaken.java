package io.ticketblue.booking;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Problem;

import org.springframework.http.HttpStatus;

/** Somebody else has some of the seats; none was taken. */
public final class SeatsTaken extends Problem {

    private final transient List<SeatId> seats;

    /**
     * Creates the problem.
     * @param seats the seats that somebody else has
     * @param labels the same seats as people name them
     */
    public SeatsTaken(Collection<SeatId> seats, Collection<String> labels) {
        super(HttpStatus.CONFLICT, "booking.seats-taken", Map.of("seats", List.copyOf(seats)),
                String.join(", ", labels));
        this.seats = List.copyOf(seats);
    }

    /** Leaves the stack trace out: in a rush most answers are this one. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    /**
     * The seats that somebody else has.
     * @return at least one
     */
    public List<SeatId> seats() {
        return this.seats;
    }

}
