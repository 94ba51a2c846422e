package io.ticketblue.booking.internal.closing;

import java.util.List;

import io.ticketblue.accounts.AccountClosed;
import io.ticketblue.payment.Payments;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Erases the bank accounts for refunds of a buyer whose account is closed. What was
 * agreed, paid and sent back stays, as the Enforcement Decree of the Act on Consumer
 * Protection in Electronic Commerce, article 6, asks for five years; a bank account is
 * not among what it asks to keep.
 */
@Component
class RefundAccountErasure {

    private final Payments payments;

    private final JdbcClient sql;

    RefundAccountErasure(Payments payments, JdbcClient sql) {
        this.payments = payments;
        this.sql = sql;
    }

    /** In the transaction that closes the account. */
    @EventListener
    void on(AccountClosed event) {
        List<Long> reservations = this.sql.sql("SELECT id FROM reservation WHERE account_id = ?")
            .param(event.account().value())
            .query(Long.class)
            .list();
        this.payments.eraseRefundAccounts(reservations);
    }

}
