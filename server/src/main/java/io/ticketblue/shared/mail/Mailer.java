package io.ticketblue.shared.mail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.ticketblue.shared.Misconfigured;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/**
 * Sends mail, a few at a time. Without {@code spring.mail.host} there is no mail server
 * and nothing is sent.
 */
@Component
public class Mailer {

    private static final int MOST_AT_ONCE = 4;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final @Nullable JavaMailSender sender;

    private final @Nullable InternetAddress from;

    private final Semaphore connections = new Semaphore(MOST_AT_ONCE, true);

    Mailer(ObjectProvider<JavaMailSender> sender, MailSettings settings) {
        this.sender = sender.getIfAvailable();
        this.from = (this.sender != null) ? sender(settings.from()) : null;
    }

    private static InternetAddress sender(@Nullable String from) {
        String action = "Set it to the sender of all mail, for example TICKET BLUE <no-reply@tickets.example.com>, or "
                + "leave out spring.mail.host to send none.";
        if (from == null || from.isBlank()) {
            throw new Misconfigured("spring.mail.host is set, but ticketblue.mail.from is not", action);
        }
        try {
            InternetAddress address = new InternetAddress(from, true);
            if (address.getPersonal() != null) {
                address.setPersonal(address.getPersonal(), StandardCharsets.UTF_8.name());
            }
            return address;
        }
        catch (AddressException | java.io.UnsupportedEncodingException ex) {
            throw new Misconfigured("ticketblue.mail.from is '" + from + "', which is not the address of a sender",
                    action);
        }
    }

    /**
     * Tells whether there is a mail server.
     * @return false if nothing can be sent
     */
    public boolean isConfigured() {
        return this.sender != null;
    }

    /**
     * Hands a mail to the mail server. It takes as long as the server does, within the
     * timeouts of {@code spring.mail.properties}.
     * @param mail what to send
     * @throws MailRefused if the server refuses the address for good
     * @throws MailException if the mail was not taken for another reason: trying again
     * may help
     * @throws IllegalStateException if there is no mail server
     */
    public void send(Mail mail) {
        if (this.sender == null || this.from == null) {
            throw new IllegalStateException("No mail server is configured");
        }
        MimeMessage message = message(this.sender, this.from, mail);
        enter();
        try {
            this.sender.send(message);
        }
        catch (MailSendException ex) {
            throw refusedForGood(ex) ? new MailRefused(ex) : ex;
        }
        finally {
            this.connections.release();
        }
    }

    private static MimeMessage message(JavaMailSender sender, InternetAddress from, Mail mail) {
        try {
            MimeMessage message = sender.createMimeMessage();
            MimeMessageHelper helper = new MimeMessageHelper(message, false, StandardCharsets.UTF_8.name());
            helper.setFrom(from);
            helper.setTo(mail.to());
            helper.setSubject(mail.subject());
            helper.setText(mail.text(), false);
            // Programs that answer while their owner is away leave it alone (RFC 3834).
            message.setHeader("Auto-Submitted", "auto-generated");
            return message;
        }
        catch (MessagingException ex) {
            throw new IllegalStateException("The mail cannot be written", ex);
        }
    }

    private void enter() {
        try {
            if (!this.connections.tryAcquire(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new MailSendException("Too many mails wait for the mail server");
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new MailSendException("Interrupted while waiting for the mail server", ex);
        }
    }

    /**
     * A refusal for now (4xx) leaves the address among those that are valid but unsent.
     */
    private static boolean refusedForGood(MailSendException thrown) {
        for (Exception failed : thrown.getFailedMessages().values()) {
            for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
                if (cause instanceof SendFailedException refused && refused.getInvalidAddresses() != null
                        && refused.getInvalidAddresses().length > 0) {
                    return true;
                }
            }
        }
        return false;
    }

}
