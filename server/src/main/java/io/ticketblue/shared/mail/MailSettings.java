package io.ticketblue.shared.mail;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who sends the mail.
 *
 * @param from the sender, such as {@code TICKET BLUE <no-reply@tickets.example.com>};
 * needed once {@code spring.mail.host} is set
 */
@ConfigurationProperties("ticketblue.mail")
record MailSettings(@Nullable String from) {
}
