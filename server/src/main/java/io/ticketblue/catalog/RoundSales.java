package io.ticketblue.catalog;

/**
 * What the catalogue asks the sales side before it changes something. The module that
 * sells seats answers.
 */
public interface RoundSales {

    /**
     * Tells whether anybody holds, has or ever had a reservation for the round.
     * @param round the round
     * @return true if the round can no longer be deleted or moved
     */
    boolean hasReservations(RoundId round);

    /**
     * Forgets the seats of a round that is being deleted, in the caller's transaction.
     * @param round a round without reservations
     */
    void withdraw(RoundId round);

    /**
     * Takes over the performance's grades and prices for the unsold seats of a round
     * without reservations, in the caller's transaction.
     * @param round a round without reservations
     */
    void reprice(RoundId round);

}
