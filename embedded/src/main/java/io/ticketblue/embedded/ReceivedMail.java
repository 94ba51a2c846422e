package io.ticketblue.embedded;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
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
 * @param receivedAt when it came
 */
public record ReceivedMail(String from, List<String> to, String subject, String text, Instant receivedAt) {

    static ReceivedMail of(StoredMessage stored) {
        Instant receivedAt = stored.getReceivedDate().toInstant();
        try {
            MimeMessage message = stored.getMimeMessage();
            String subject = message.getSubject();
            String text = text(message);
            return new ReceivedMail(String.join(", ", addresses(message.getFrom())),
                    addresses(message.getRecipients(Message.RecipientType.TO)), (subject != null) ? subject : "",
                    (text != null) ? text : "", receivedAt);
        }
        catch (MessagingException | IOException ex) {
            return new ReceivedMail("", List.of(), "(unreadable message)", ex.toString(), receivedAt);
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

    private static @Nullable String text(Part part) throws MessagingException, IOException {
        String plain = text(part, "text/plain");
        return (plain != null) ? plain : text(part, "text/html");
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
