package io.ticketblue.coupon;

import java.util.Map;

import io.ticketblue.shared.Problem;

import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.http.HttpStatus;

/** The coupon is not for this purchase; the answer says why. */
public final class CouponNotApplicable extends Problem {

    /**
     * Creates the problem.
     * @param why why the coupon does not apply
     */
    public CouponNotApplicable(Inapplicable why) {
        super(HttpStatus.CONFLICT, "coupon.not-applicable", Map.of("reason", why.reason()),
                new DefaultMessageSourceResolvable(new String[] { why.messageKey() }, why.arguments().toArray()));
    }

}
