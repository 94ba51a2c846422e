package io.ticketblue.accounts.verification;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountNotFound;
import io.ticketblue.accounts.AccountView;
import io.ticketblue.accounts.EmailVerified;
import io.ticketblue.accounts.LinkExpired;
import io.ticketblue.accounts.TooManyMails;
import io.ticketblue.accounts.internal.AccountRows;
import io.ticketblue.accounts.internal.AccountRules;
import io.ticketblue.accounts.internal.Hashes;
import io.ticketblue.accounts.internal.verification.VerificationPolicy;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.mail.Mailer;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Verifies addresses by links that were mailed to them. */
@Service
public class EmailVerifications {

    private final EmailVerificationRepository verifications;

    private final VerificationLimits limits;

    private final AccountRows accounts;

    private final Mailer mailer;

    private final VerificationPolicy policy;

    private final ApplicationEventPublisher events;

    private final Clock clock;

    EmailVerifications(EmailVerificationRepository verifications, VerificationLimits limits, AccountRows accounts,
            Mailer mailer, VerificationPolicy policy, ApplicationEventPublisher events, Clock clock) {
        this.verifications = verifications;
        this.limits = limits;
        this.accounts = accounts;
        this.mailer = mailer;
        this.policy = policy;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Tells whether mails can be sent here.
     * @return false if asking for one leads to nothing
     */
    public boolean isPossible() {
        return this.mailer.isConfigured();
    }

    /**
     * Tells whether new addresses count as verified without a mail.
     * @return true if there is no mail server and the settings say so
     */
    public boolean isNeedless() {
        return this.policy.atOnce();
    }

    /**
     * Tells whether a link is good, and leaves it so: programs that look into mails open
     * links before people do.
     * @param token what the link ends with
     * @return true if it would verify an address now
     */
    @Transactional(readOnly = true)
    public boolean isGood(String token) {
        return this.verifications.owner(Hashes.sha256(token), this.clock.instant()).isPresent();
    }

    /**
     * Verifies the address that a link was mailed to. The link is used up.
     * @param token what the link ends with
     * @return whose address it is
     * @throws LinkExpired if the link is not good, or no longer
     */
    @Transactional
    public AccountId verify(String token) {
        byte[] hash = Hashes.sha256(token);
        Instant now = this.clock.instant();
        AccountId account = this.verifications.owner(hash, now).orElseThrow(LinkExpired::new);
        if (!this.verifications.verify(account, now) || !this.verifications.use(hash, now)) {
            throw new LinkExpired();
        }
        this.events.publishEvent(new EmailVerified(account, now));
        return account;
    }

    /**
     * Verifies the address of an account at the word of somebody who vouches for it. A
     * mailed link is void. Nothing happens if the address is verified already.
     */
    @Transactional
    public void vouch(AccountId account) {
        Instant now = this.clock.instant();
        if (this.verifications.verify(account, now)) {
            this.verifications.remove(account);
            this.events.publishEvent(new EmailVerified(account, now));
        }
    }

    /**
     * Asks for another mail. An address that is verified, or has no account, gets none,
     * and nobody is told so.
     * @param networkAddress from where, null for the application itself
     * @throws InvalidRequest if it is no address
     * @throws TooManyMails if too many were asked for, for the address or from there
     */
    @Transactional
    public void request(String email, @Nullable String networkAddress) {
        if (email.isBlank()) {
            throw new InvalidRequest("email", "request.required");
        }
        if (!AccountRules.isEmail(email)) {
            throw new InvalidRequest("email", "accounts.email-rule");
        }
        String address = AccountRules.normalEmail(email);
        this.limits.count(address, networkAddress);
        this.accounts.findOpen(address).ifPresent(this::want);
    }

    /**
     * Asks for another mail to a person's own address.
     * @throws AccountNotFound if there is no open account
     * @throws TooManyMails if too many were asked for
     */
    @Transactional
    public void request(AccountId account) {
        AccountView view = this.accounts.findOpen(account).orElseThrow(AccountNotFound::new);
        this.limits.count(account);
        want(view);
    }

    /**
     * Tells when a person may ask for another mail, if too many were asked for on this
     * node.
     * @return the time, or nothing if it may be now
     */
    public Optional<Instant> nextRequest(AccountId account) {
        return this.limits.refusedFor(account).map(this.clock.instant()::plus);
    }

    private void want(AccountView account) {
        if (isPossible() && !account.emailVerified()) {
            this.events.publishEvent(new VerificationMailWanted(UUID.randomUUID(), account.id(), this.clock.instant()));
        }
    }

}
