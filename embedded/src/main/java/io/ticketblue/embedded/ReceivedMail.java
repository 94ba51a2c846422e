package io.ticketblue.embedded;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.icegreen.greenmail.store.StoredMessage;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;

/**
 * A message that {@link EmbeddedMail} was sent.
 *
 * @param from who sent it, with the name decoded
 * @param to to whom, with the names decoded
 * @param subject its subject, decoded; empty if it has none
 * @param text its plain text, or its HTML source if it has no plain text
 * @param html its HTML source, if it has some
 * @param receivedAt when it came
 */
public record ReceivedMail(String from, List<String> to, String subject, String text, @Nullable String html,
        Instant receivedAt) {

    static ReceivedMail of(StoredMessage stored) {
        Instant receivedAt = stored.getReceivedDate().toInstant();
        try {
            MimeMessage message = stored.getMimeMessage();
            String subject = message.getSubject();
            String plain = text(message, "text/plain");
            String html = text(message, "text/html");
            return new ReceivedMail(String.join(", ", addresses(message.getFrom())),
                    addresses(message.getRecipients(Message.RecipientType.TO)), (subject != null) ? subject : "",
                    Objects.requireNonNullElse((plain != null) ? plain : html, ""), html, receivedAt);
        }
        catch (MessagingException | IOException ex) {
            return new ReceivedMail("", List.of(), "(unreadable message)", ex.toString(), null, receivedAt);
        }
    }

    private static List<String> addresses(Address @Nullable [] addresses) {
        return (addresses == null) ? List.of() : Stream.of(addresses).map(ReceivedMail::readable).toList();
    }

    private static String readable(Address address) {
        if (address instanceof InternetAddress internet && internet.getPersonal() != null) {
            return internet.getPersonal() + " <" + internet.getAddress() + ">";
        }
        return address.toString();
    }

    private static @Nullable String text(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return part.getContent().toString();
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int index = 0; index < parts.getCount(); index++) {
                String text = text(parts.getBodyPart(index), type);
                if (text != null) {
                    return text;
                }
            }
        }
        return null;
    }

}
