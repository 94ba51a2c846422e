package io.ticketblue.booking;

/**
 * Decides who may ask for seats at all, as a waiting room does. It is asked before a
 * claim joins the queue for the seat ledger. Without an implementation everybody passes.
 */
@FunctionalInterface
public interface HoldGuard {

    /**
     * Lets a request pass or refuses it. Is called for each request, so it must answer
     * from memory or with one quick look.
     * @param hold who asks for what, and with which admission
     * @throws AdmissionRequired if the buyer must wait for admission
     */
    void admit(HoldSeats hold);

}
