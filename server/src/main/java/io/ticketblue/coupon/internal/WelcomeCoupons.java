package io.ticketblue.coupon.internal;

import io.ticketblue.accounts.AccountRegistered;
import io.ticketblue.accounts.Role;
import io.ticketblue.coupon.CouponId;
import io.ticketblue.coupon.internal.IssueClaim.Way;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Gives new buyers the coupon that welcomes them, if there is one. The event comes at
 * least once; who has the coupon is not given another.
 */
@Component
class WelcomeCoupons {

    private static final Logger LOG = LoggerFactory.getLogger(WelcomeCoupons.class);

    private final CouponTable table;

    private final CouponIssuing issuing;

    WelcomeCoupons(CouponTable table, CouponIssuing issuing) {
        this.table = table;
        this.issuing = issuing;
    }

    /**
     * Without a transaction of its own: it would keep a connection while it waits for the
     * group's.
     */
    @Async
    @TransactionalEventListener(id = "coupon.welcome")
    void on(AccountRegistered event) {
        if (event.role() != Role.USER) {
            return;
        }
        this.table.welcoming().ifPresent((coupon) -> give(coupon, event));
    }

    private void give(CouponId coupon, AccountRegistered event) {
        IssueClaim.Outcome outcome = this.issuing
            .issue(new IssueClaim(coupon.value(), event.account().value(), Way.WELCOME));
        LOG.atDebug()
            .addKeyValue("account", event.account())
            .addKeyValue("coupon", coupon)
            .log("Welcomed: {}", outcome);
    }

}
