package io.ticketblue.accounts.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.ticketblue.accounts.AccountClosed;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountRegistered;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.EmailVerified;
import io.ticketblue.accounts.LastAdmin;
import io.ticketblue.accounts.Role;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.shared.Unavailable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The changes of accounts that others hear of or that end sessions, each in one
 * transaction and with the costly hashing done before.
 */
@Service
public class Registrations {

    private final AccountRows rows;

    private final RefreshTokens refreshTokens;

    private final ApplicationEventPublisher events;

    private final Clock clock;

    Registrations(AccountRows rows, RefreshTokens refreshTokens, ApplicationEventPublisher events, Clock clock) {
        this.rows = rows;
        this.refreshTokens = refreshTokens;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Makes an account and tells of it.
     * @param signUp who, in the form that is kept
     * @param passwordHash the password's hash
     * @param role what the account may do
     * @param verified whether its address counts as verified
     * @return the account
     * @throws io.ticketblue.accounts.EmailTaken if an account has the address
     */
    @Transactional
    public AccountView register(SignUp signUp, String passwordHash, Role role, boolean verified) {
        AccountView account = this.rows.insert(signUp, passwordHash, role, verified);
        this.events.publishEvent(new AccountRegistered(account.id(), role, verified, account.createdAt()));
        if (verified) {
            this.events.publishEvent(new EmailVerified(account.id(), account.createdAt()));
        }
        return account;
    }

    /**
     * Changes the password and ends every session, if the credentials are still those
     * that were checked: of two who change it at the same time with the same password one
     * does.
     * @param version the version of the credentials that were checked
     * @param passwordHash the new password's hash
     * @return false if the credentials have changed or the account is closed
     */
    @Transactional
    public boolean changePassword(AccountId id, long version, String passwordHash) {
        boolean changed = this.rows.changePassword(id, version, passwordHash);
        if (changed) {
            this.refreshTokens.endAll(id);
        }
        return changed;
    }

    /**
     * Changes what an account may do and ends every session.
     * @param id whose
     * @param role the new role
     * @return false if there is no such open account
     * @throws LastAdmin if no administrator would be left
     */
    @Transactional
    public boolean changeRole(AccountId id, Role role) {
        if (role != Role.ADMIN) {
            requireAnotherAdmin(id);
        }
        boolean changed = this.rows.changeRole(id, role);
        this.refreshTokens.endAll(id);
        return changed;
    }

    /** The lock keeps two administrators from removing each other at the same time. */
    private void requireAnotherAdmin(AccountId id) {
        if (this.rows.lockAdmins().equals(List.of(id))) {
            throw new LastAdmin();
        }
    }

    /**
     * Locks an account that is to be closed, after the administrators if it is one of
     * them. Until the transaction ends nothing else changes it, and no row of another
     * table that refers to it can be added.
     * @param id whose
     * @return the account, if it is open
     * @throws LastAdmin if no administrator would be left
     */
    @Transactional
    public Optional<AccountView> lockToClose(AccountId id) {
        boolean admin = this.rows.findOpen(id).filter((account) -> account.role() == Role.ADMIN).isPresent();
        if (admin) {
            requireAnotherAdmin(id);
        }
        Optional<AccountView> locked = this.rows.lockOpen(id);
        if (!admin && locked.filter((account) -> account.role() == Role.ADMIN).isPresent()) {
            // Has just become one. Locking the others now would be the wrong order.
            throw new Unavailable();
        }
        return locked;
    }

    /**
     * Erases what is personal of an open account, ends every session and tells of it.
     * @param id whose, locked by {@link #lockToClose}
     */
    @Transactional
    public void close(AccountId id) {
        Instant now = this.clock.instant();
        if (!this.rows.close(id, now)) {
            throw new IllegalStateException("Account " + id + " is not open although it was locked");
        }
        this.refreshTokens.endAll(id);
        this.events.publishEvent(new AccountClosed(id, now));
    }

}
