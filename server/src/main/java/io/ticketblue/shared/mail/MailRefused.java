package io.ticketblue.shared.mail;

/** The mail server refuses the address for good: trying again does not help. */
public final class MailRefused extends RuntimeException {

    MailRefused(Throwable cause) {
        super("The mail server refuses the address", cause);
    }

}
