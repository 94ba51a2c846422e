/**
 * Sending mail through the configured SMTP server.
 */
@NullMarked
package io.ticketblue.shared.mail;

import org.jspecify.annotations.NullMarked;
