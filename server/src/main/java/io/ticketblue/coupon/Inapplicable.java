package io.ticketblue.coupon;

import java.util.List;

/**
 * Why a coupon cannot be used for a purchase.
 *
 * @param reason a stable word: {@code minimum}, {@code performance}, {@code category} or
 * {@code nothing-off}
 * @param arguments what the message's places are filled with
 */
public record Inapplicable(String reason, List<Object> arguments) {

    /**
     * The key of the message that tells people why.
     * @return {@code coupon.reason.<reason>}
     */
    public String messageKey() {
        return "coupon.reason." + this.reason;
    }

}
