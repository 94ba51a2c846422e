package io.ticketblue.accounts.closing;

import java.util.List;

import io.ticketblue.accounts.AccountId;

/**
 * Another module's say in the closing of an account. A module that begins something for
 * an account, which would keep the account open, has to decide the race between the two
 * in the database; see {@link #objections}.
 */
public interface ClosingVeto {

    /**
     * Ends what is over and only waits to be tidied up, so that it is no objection.
     * Called before the closing's transaction begins.
     * @param account which is to be closed
     */
    void tidyUp(AccountId account);

    /**
     * Names what keeps an account open. Joins the closing's transaction, in which the
     * account's row is locked: adding a row that refers to the account waits for that
     * transaction. Once it is committed, the module must begin nothing more for the
     * account.
     * @param account which is to be closed
     * @return numbers of reservations; without any the account may be closed
     */
    List<Long> objections(AccountId account);

}
