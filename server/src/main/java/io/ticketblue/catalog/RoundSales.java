package io.ticketblue.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What the catalogue asks the sales side when it makes, changes or deletes rounds of one
 * performance. The module that sells seats answers, in the caller's transaction, in which
 * nobody else changes the rounds. What depends on their bookings is decided while the
 * rounds are locked against new ones.
 */
public interface RoundSales {

    /**
     * Puts the seats of new rounds on sale.
     * @param rounds rounds that have just been made
     * @param seats the seats of each of them
     */
    void open(Collection<RoundId> rounds, List<PricedSeat> seats);

    /**
     * Tells which bookings stand in the way of moving, repricing or archiving rounds:
     * those that hold, pay for or own seats. Cancelled bookings and lapsed holds do not.
     * Reads what is committed and locks nothing.
     * @param rounds the rounds in question
     * @return the bookings of those of them that have any
     */
    List<RoundBookings> live(Collection<RoundId> rounds);

    /**
     * Tells which rounds were ever booked or paid for, also if all of it was cancelled.
     * What money was for is part of the books, so such rounds cannot be deleted.
     * @param rounds the rounds in question
     * @return those of them that have a history
     */
    Set<RoundId> sold(Collection<RoundId> rounds);

    /**
     * Forgets the seats and the lapsed holds of rounds that are being deleted.
     * @param rounds rounds that were never booked or paid for
     */
    void withdraw(Collection<RoundId> rounds);

    /**
     * Takes over other grades and prices.
     * @param rounds rounds that have no live bookings
     * @param seats the seats of each of them, as they are sold from now on
     */
    void reprice(Collection<RoundId> rounds, List<PricedSeat> seats);

    /**
     * Takes rounds off sale that are being archived.
     * @param rounds rounds that have no live bookings, or are over
     */
    void stop(Collection<RoundId> rounds);

    /**
     * Hears that rounds have other times, are cancelled, or that their performance has
     * other terms.
     * @param rounds the rounds
     */
    void changed(Collection<RoundId> rounds);

}
