package io.ticketblue.booking.internal.closing;

import java.util.Collection;

import io.ticketblue.accounts.AccountId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Buyers whose accounts are closed. A claim writes its reservation, which locks the
 * buyer's account (shared, by the foreign key), and then takes the seats only if the
 * buyer is not among these; a closing locks the account exclusively and then adds it. So
 * one of the two sees the other.
 */
@Repository
public class ClosedBuyerRepository {

    private final JdbcClient sql;

    ClosedBuyerRepository(JdbcClient sql) {
        this.sql = sql;
    }

    void add(AccountId buyer) {
        this.sql.sql("INSERT INTO closed_buyer (account_id) VALUES (?)").param(buyer.value()).update();
    }

    /**
     * Looks for closed accounts.
     * @param buyers whose, at least one
     * @return whether any of them is closed
     */
    public boolean any(Collection<Long> buyers) {
        return this.sql.sql("SELECT EXISTS (SELECT 1 FROM closed_buyer WHERE account_id IN (:buyers))")
            .param("buyers", buyers)
            .query(Boolean.class)
            .single();
    }

}
