package io.ticketblue.coupon.internal;

import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.EmailVerified;
import io.ticketblue.accounts.Role;
import io.ticketblue.accounts.closing.FormerAddresses;
import io.ticketblue.coupon.CouponId;
import io.ticketblue.coupon.internal.IssueClaim.Way;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Gives new buyers the coupon that welcomes them, if there is one, once their address is
 * verified: one for each address, also if an earlier account with it was closed. The
 * event comes at least once; who has the coupon is not given another.
 */
@Component
class WelcomeCoupons {

    private static final Logger LOG = LoggerFactory.getLogger(WelcomeCoupons.class);

    private final CouponTable table;

    private final CouponIssuing issuing;

    private final Accounts accounts;

    private final FormerAddresses formerAddresses;

    WelcomeCoupons(CouponTable table, CouponIssuing issuing, Accounts accounts, FormerAddresses formerAddresses) {
        this.table = table;
        this.issuing = issuing;
        this.accounts = accounts;
        this.formerAddresses = formerAddresses;
    }

    /**
     * Without a transaction of its own: it would keep a connection while it waits for the
     * group's.
     */
    @Async
    @TransactionalEventListener(id = "coupon.welcome")
    void on(EmailVerified event) {
        AccountView account = this.accounts.account(event.account());
        if (account.role() != Role.USER || this.formerAddresses.known(account.email())) {
            return;
        }
        this.table.welcoming().ifPresent((coupon) -> give(coupon, event));
    }

    private void give(CouponId coupon, EmailVerified event) {
        IssueClaim.Outcome outcome = this.issuing
            .issue(new IssueClaim(coupon.value(), event.account().value(), Way.WELCOME));
        LOG.atDebug()
            .addKeyValue("account", event.account())
            .addKeyValue("coupon", coupon)
            .log("Welcomed: {}", outcome);
    }

}
