package io.ticketblue.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What the catalogue asks the sales side when it makes, changes or deletes rounds of one
 * performance. The module that sells seats answers, in the caller's transaction, in which
 * nobody else changes or books the rounds.
 */
public interface RoundSales {

    /**
     * Puts the seats of new rounds on sale.
     * @param rounds rounds that have just been made
     * @param seats the seats of each of them
     */
    void open(Collection<RoundId> rounds, List<PricedSeat> seats);

    /**
     * Tells which rounds have reservations that stand in the way of moving, repricing or
     * deleting them: all but holds that lapsed unpaid.
     * @param rounds the rounds in question
     * @return those of them that have any
     */
    Set<RoundId> reserved(Collection<RoundId> rounds);

    /**
     * Tells for which rounds money was ever taken, also if all of it went back. What it
     * was for is part of the books, so they stand in the way of deleting them for good.
     * @param rounds the rounds in question
     * @return those of them that were paid for
     */
    Set<RoundId> paid(Collection<RoundId> rounds);

    /**
     * Forgets the seats and the lapsed holds of rounds that are being deleted.
     * @param rounds rounds that are neither reserved nor were paid for
     */
    void withdraw(Collection<RoundId> rounds);

    /**
     * Takes over other grades and prices.
     * @param rounds rounds that are not reserved
     * @param seats the seats of each of them, as they are sold from now on
     */
    void reprice(Collection<RoundId> rounds, List<PricedSeat> seats);

}
