package io.ticketblue;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.ticketblue.embedded.ReceivedMail;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads the mails that verify addresses. */
public final class VerificationMail {

    private static final Pattern LINK = Pattern
        .compile("http://localhost:8080/email-verifications/([A-Za-z0-9_-]{43})\\s");

    /** Mails go out one after another, and tests before may have made thousands. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private VerificationMail() {
    }

    /**
     * All mails to an address.
     * @param email the address
     * @return the newest first
     */
    public static List<ReceivedMail> to(String email) {
        return TestServers.mail().messagesTo(email);
    }

    /**
     * Waits for mails to an address.
     * @param email the address
     * @param count how many there are in all then
     * @return the newest
     */
    public static ReceivedMail await(String email, int count) {
        return Awaitility.await().atMost(LONGEST).until(() -> to(email), (mails) -> mails.size() == count).getFirst();
    }

    /**
     * What the link of a mail ends with.
     * @param mail the mail
     * @return the token
     */
    public static String token(ReceivedMail mail) {
        Matcher link = LINK.matcher(mail.text());
        assertThat(link.find()).as(mail.text()).isTrue();
        return link.group(1);
    }

}
