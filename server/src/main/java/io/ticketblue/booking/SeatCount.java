package io.ticketblue.booking;

/**
 * A round's books at one moment, from two sources that must agree.
 *
 * @param capacity all seats in the ledger
 * @param free seats that anybody may take, by the ledger
 * @param held seats that somebody is deciding on or paying for, by the reservations
 * @param sold seats that are paid, by the reservations
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
