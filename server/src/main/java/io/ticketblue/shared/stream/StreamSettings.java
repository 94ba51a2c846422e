package io.ticketblue.shared.stream;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the answers that stay open.
 *
 * @param most how many are open on one node
 * @param mostPerAddress how many of them from one network address, behind which there may
 * be many people
 * @param mostPerAccount how many of them for one account
 * @param longest after this time, or up to a tenth earlier, one ends and the client opens
 * the next
 */
@Validated
@ConfigurationProperties("ticketblue.streams")
record StreamSettings(@DefaultValue("5000") @Min(1) int most, @DefaultValue("200") @Min(1) int mostPerAddress,
        @DefaultValue("20") @Min(1) int mostPerAccount,
        @DefaultValue("10m") @NotNull @DurationMin(seconds = 1) Duration longest) {

}
