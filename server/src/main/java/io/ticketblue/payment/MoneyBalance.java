package io.ticketblue.payment;

import io.ticketblue.shared.Money;

/**
 * What came and went of the payments for one thing: sums over the money ledger.
 *
 * @param captured what the provider took
 * @param refunded what it sent back
 * @param repaid what the house paid back in another way
 * @param fees what is kept of it at cancellations
 * @param compensated what the house gave beyond what was paid
 * @param promised what is still to go back
 * @param byHand what of all that went back or is to, staff gave by hand, for nothing that
 * was returned
 */
public record MoneyBalance(Money captured, Money refunded, Money repaid, Money fees, Money compensated, Money promised,
        Money byHand) {

    /** Of something that no money ever came for. */
    public static final MoneyBalance NOTHING = new MoneyBalance(Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO,
            Money.ZERO, Money.ZERO, Money.ZERO);

    /**
     * What the house holds of what was paid: captured − refunded − repaid.
     * @return how much
     */
    public Money kept() {
        return this.captured.minus(this.refunded).minus(this.repaid);
    }

    /**
     * What is left for seats that are still booked: what is kept, less the fees and what
     * is still to go back. It is what they cost, less what staff gave back by hand.
     * @return how much
     */
    public Money ofLiveSeats() {
        return kept().minus(this.fees).minus(this.promised);
    }

    /**
     * Whether this is what must be there for seats that are still booked: what they cost,
     * less what staff gave back by hand, as far as it was not counted for seats that were
     * given back since.
     * @param cost what was paid for those seats
     * @param counted what of the money given back by hand was counted for seats that were
     * given back since
     * @return false if the books are wrong
     */
    public boolean isFor(Money cost, Money counted) {
        long left = this.captured.won() - this.refunded.won() - this.repaid.won() - this.fees.won()
                - this.promised.won();
        return left == cost.won() - (this.byHand.won() - counted.won());
    }

}
