package io.ticketblue.accounts.internal.verification;

import io.ticketblue.accounts.internal.verification.VerificationSettings.WithoutMail;
import io.ticketblue.shared.mail.Mailer;

import org.springframework.stereotype.Component;

/** Decides whether new addresses count as verified. */
@Component
public class VerificationPolicy {

    private final Mailer mailer;

    private final VerificationSettings settings;

    VerificationPolicy(Mailer mailer, VerificationSettings settings) {
        this.mailer = mailer;
        this.settings = settings;
    }

    /**
     * Tells whether addresses count as verified from the beginning.
     * @return true if no mail can be sent and the settings say so
     */
    public boolean atOnce() {
        return !this.mailer.isConfigured() && this.settings.withoutMail() == WithoutMail.AT_ONCE;
    }

}
