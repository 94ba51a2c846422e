package io.ticketblue.accounts;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What a person changes of the own profile; null keeps what is there.
 *
 * @param name what the person is called, 1 to 50 characters
 * @param marketingConsent whether the person agrees to be told of offers
 * @param language in which the person is written to, Korean or English
 */
public record ProfileChange(@Nullable String name, @Nullable Boolean marketingConsent, @Nullable Locale language) {
}
