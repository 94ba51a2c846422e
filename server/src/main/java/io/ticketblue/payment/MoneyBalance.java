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
 */
public record MoneyBalance(Money captured, Money refunded, Money repaid, Money fees, Money compensated,
        Money promised) {

    /**
     * What the house holds of what was paid: captured − refunded − repaid.
     * @return how much
     */
    public Money kept() {
        return this.captured.minus(this.refunded).minus(this.repaid);
    }

    /**
     * What seats that are still booked must have cost: what is kept, less the fees and
     * what is still to go back.
     * @return how much
     */
    public Money ofLiveSeats() {
        return kept().minus(this.fees).minus(this.promised);
    }

}
