package io.ticketblue.accounts.internal.verification;

import io.ticketblue.shared.Misconfigured;
import io.ticketblue.shared.mail.Mail;
import io.ticketblue.shared.mail.Mailer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.mail.autoconfigure.MailSenderAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** With and without a mail server. */
class VerificationPolicyTests {

    private static final String HOST = "spring.mail.host=mail.example";

    private static final String FROM = "ticketblue.mail.from=TICKET BLUE <no-reply@ticketblue.example>";

    private final ApplicationContextRunner application = new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(MailSenderAutoConfiguration.class))
        .withUserConfiguration(MailOnly.class);

    @ParameterizedTest
    @CsvSource({ "never,false", "at-once,true" })
    void goesByTheSettingWithoutAMailServer(String setting, boolean atOnce) {
        this.application.withPropertyValues("ticketblue.accounts.verification.without-mail=" + setting)
            .run((context) -> {
                assertThat(context.getBean(VerificationPolicy.class).atOnce()).isEqualTo(atOnce);
                Mailer mailer = context.getBean(Mailer.class);
                assertThat(mailer.isConfigured()).isFalse();
                assertThatIllegalStateException()
                    .isThrownBy(() -> mailer.send(new Mail("buyer@ticketblue.example", "a", "b")));
            });
    }

    @Test
    void leavesAddressesUnverifiedUnlessTheSettingsSayOtherwise() {
        this.application.run((context) -> assertThat(context.getBean(VerificationPolicy.class).atOnce()).isFalse());
    }

    @Test
    void mailsWhereThereIsAServerWhateverTheSetting() {
        this.application.withPropertyValues(HOST, FROM, "ticketblue.accounts.verification.without-mail=at-once")
            .run((context) -> {
                assertThat(context.getBean(VerificationPolicy.class).atOnce()).isFalse();
                assertThat(context.getBean(Mailer.class).isConfigured()).isTrue();
            });
    }

    @Test
    void asksForTheSenderOnceThereIsAServer() {
        this.application.withPropertyValues(HOST)
            .run((context) -> assertThat(context.getStartupFailure()).rootCause()
                .isInstanceOfSatisfying(Misconfigured.class, (thrown) -> {
                    assertThat(thrown).hasMessage("spring.mail.host is set, but ticketblue.mail.from is not");
                    assertThat(thrown.action()).contains("TICKET BLUE <no-reply@tickets.example.com>");
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = { "nobody", "TICKET BLUE", "a@b@c" })
    void refusesASenderThatIsNoAddress(String from) {
        this.application.withPropertyValues(HOST, "ticketblue.mail.from=" + from)
            .run((context) -> assertThat(context.getStartupFailure()).rootCause()
                .isInstanceOf(Misconfigured.class)
                .hasMessage("ticketblue.mail.from is '" + from + "', which is not the address of a sender"));
    }

    @Configuration(proxyBeanMethods = false)
    @ConfigurationPropertiesScan("io.ticketblue.shared.mail")
    @EnableConfigurationProperties(VerificationSettings.class)
    @Import({ Mailer.class, VerificationPolicy.class })
    static class MailOnly {

    }

}
