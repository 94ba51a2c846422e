package io.ticketblue.shared.mail;

import java.util.Map;

import io.ticketblue.RefusingMailServer;
import io.ticketblue.embedded.EmbeddedMail;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MailerIntegrationTests {

    private static final Mail MAIL = new Mail("buyer@ticketblue.example", "제목", "내용");

    @Test
    void namesTheSenderInAnyScript() {
        try (EmbeddedMail server = EmbeddedMail.start()) {
            mailer(server.smtpPort()).send(MAIL);
            assertThat(server.messagesTo(MAIL.to())).singleElement().satisfies((received) -> {
                assertThat(received.from()).isEqualTo("티켓블루 <no-reply@ticketblue.example>");
                assertThat(received.subject()).isEqualTo("제목");
                assertThat(received.text().strip()).isEqualTo("내용");
            });
        }
    }

    @Test
    void tellsAnAddressThatIsRefusedForGood() {
        try (RefusingMailServer server = new RefusingMailServer("550 5.1.1 No such mailbox")) {
            assertThatExceptionOfType(MailRefused.class).isThrownBy(() -> mailer(server.port()).send(MAIL));
        }
    }

    @Test
    void wantsToTryAgainWhatIsRefusedForNow() {
        try (RefusingMailServer server = new RefusingMailServer("450 4.2.1 Try again later")) {
            assertThatExceptionOfType(MailException.class).isThrownBy(() -> mailer(server.port()).send(MAIL));
        }
    }

    private static Mailer mailer(int port) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("127.0.0.1");
        sender.setPort(port);
        return new Mailer(new StaticListableBeanFactory(Map.of("sender", sender)).getBeanProvider(JavaMailSender.class),
                new MailSettings("티켓블루 <no-reply@ticketblue.example>"));
    }

}
