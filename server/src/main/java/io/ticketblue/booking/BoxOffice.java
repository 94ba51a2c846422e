package io.ticketblue.booking;

import java.util.Map;

import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;

import org.springframework.stereotype.Service;

/** What staff see of bookings. */
@Service
public class BoxOffice {

    /** A page of reservations, newest first. */
    public Page<ReservationView> reservations(ReservationFilter filter, Paging paging) {
        throw new UnsupportedOperationException();
    }

    /** Any reservation, or ReservationNotFound. */
    public ReservationView reservation(ReservationId id) {
        throw new UnsupportedOperationException();
    }

    /** Cancels for the house: always in full, also after the buyer's deadline. */
    public Cancellation cancel(ReservationId id, String reason) {
        throw new UnsupportedOperationException();
    }

    /** Who has which seat of a round: only seats that are held or sold. */
    public Map<SeatId, ReservationId> holders(RoundId round) {
        throw new UnsupportedOperationException();
    }

    /** The round's books: always free + held + sold = capacity. */
    public SeatCount count(RoundId round) {
        throw new UnsupportedOperationException();
    }

}
