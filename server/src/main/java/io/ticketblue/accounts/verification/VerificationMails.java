package io.ticketblue.accounts.verification;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.AccountRegistered;
import io.ticketblue.accounts.internal.verification.VerificationSettings;
import io.ticketblue.accounts.verification.VerificationLinks.Link;
import io.ticketblue.shared.Formats;
import io.ticketblue.shared.SiteSettings;
import io.ticketblue.shared.mail.Mail;
import io.ticketblue.shared.mail.MailRefused;
import io.ticketblue.shared.mail.Mailer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.MessageSource;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Mails the link that verifies an address. The events come at least once, and ever more
 * rarely while the mail server does not take the mail; each mail has a new link, which
 * makes the earlier ones void. No mail holds anything that somebody has typed but the
 * address, because that somebody may be a stranger to its owner.
 */
@Component
class VerificationMails {

    private static final Logger log = LoggerFactory.getLogger(VerificationMails.class);

    private final VerificationLinks links;

    private final Mailer mailer;

    private final MessageSource messages;

    private final Formats formats;

    private final URI site;

    private final Duration retryFor;

    private final Clock clock;

    VerificationMails(VerificationLinks links, Mailer mailer, MessageSource messages, Formats formats,
            SiteSettings site, VerificationSettings settings, Clock clock) {
        this.links = links;
        this.mailer = mailer;
        this.messages = messages;
        this.formats = formats;
        this.site = site.publicUrl();
        this.retryFor = settings.retryFor();
        this.clock = clock;
    }

    /** Without a transaction of its own: no connection is kept while the mail is sent. */
    @Async
    @TransactionalEventListener(id = "accounts.verification-mail")
    void on(AccountRegistered event) {
        if (!event.verified()) {
            send(event.account(), event.at());
        }
    }

    /** Somebody asked for another mail. */
    @Async
    @TransactionalEventListener(id = "accounts.verification-mail-again")
    void on(VerificationMailWanted event) {
        send(event.account(), event.at());
    }

    private void send(AccountId account, Instant wantedAt) {
        if (!this.mailer.isConfigured()) {
            return;
        }
        if (this.clock.instant().isAfter(wantedAt.plus(this.retryFor))) {
            log.atWarn().addKeyValue("account", account).log("No mail server took the mail that verifies an address");
            return;
        }
        this.links.issue(account).ifPresent((link) -> send(account, link));
    }

    private void send(AccountId account, Link link) {
        try {
            this.mailer.send(mail(link));
        }
        catch (MailRefused ex) {
            log.atInfo().addKeyValue("account", account).log("The mail server refuses the address to be verified");
        }
    }

    private Mail mail(Link link) {
        URI page = URI.create(this.site + "/email-verifications/" + link.token());
        String until = this.formats.in(link.language()).dateTime(link.expiresAt());
        return new Mail(link.email(),
                this.messages.getMessage("accounts.verification-mail.subject", null, link.language()), this.messages
                    .getMessage("accounts.verification-mail.text", new Object[] { page, until }, link.language()));
    }

}
