package io.ticketblue.accounts.verification;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.ticketblue.accounts.AccountClosed;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.internal.Hashes;
import io.ticketblue.accounts.internal.verification.VerificationSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes the links. A token leaves this class once, in the mail; only its hash stays. */
@Component
class VerificationLinks {

    private static final Logger log = LoggerFactory.getLogger(VerificationLinks.class);

    private static final int TOKEN_BYTES = 32;

    private final SecureRandom random = new SecureRandom();

    private final EmailVerificationRepository verifications;

    private final Duration life;

    private final Clock clock;

    VerificationLinks(EmailVerificationRepository verifications, VerificationSettings settings, Clock clock) {
        this.verifications = verifications;
        this.life = settings.linkLife();
        this.clock = clock;
    }

    /** A new link in place of an earlier one, unless the address needs none. */
    @Transactional
    Optional<Link> issue(AccountId account) {
        return this.verifications.lockUnverified(account).map((addressee) -> {
            byte[] bytes = new byte[TOKEN_BYTES];
            this.random.nextBytes(bytes);
            String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            Instant now = this.clock.instant();
            Instant expiresAt = now.plus(this.life);
            this.verifications.save(account, Hashes.sha256(token), now, expiresAt);
            return new Link(addressee.email(), addressee.language(), token, expiresAt);
        });
    }

    /** In the transaction that closes the account. */
    @EventListener
    void on(AccountClosed event) {
        this.verifications.remove(event.account());
    }

    /** Several nodes may do it at once. */
    @Scheduled(initialDelay = 9, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void clean() {
        log.debug("Removed {} expired links", this.verifications.purge(this.clock.instant()));
    }

    /**
     * A link to be mailed.
     *
     * @param email to whom
     * @param language in which language
     * @param token what the link ends with
     * @param expiresAt until when it is good
     */
    record Link(String email, Locale language, String token, Instant expiresAt) {

        @Override
        public String toString() {
            return "Link";
        }

    }

}
