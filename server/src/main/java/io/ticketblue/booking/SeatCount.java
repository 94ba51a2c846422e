package io.ticketblue.booking;

/**
 * A round's books at one moment.
 *
 * @param capacity all seats
 * @param free seats that anybody may take
 * @param held seats that somebody is deciding on or paying for
 * @param sold seats that are paid
 */
public record SeatCount(int capacity, int free, int held, int sold) {

    /**
     * Tells whether the books add up.
     * @return true always, or a seat was lost or sold twice
     */
    public boolean balanced() {
        return this.free + this.held + this.sold == this.capacity;
    }

}
