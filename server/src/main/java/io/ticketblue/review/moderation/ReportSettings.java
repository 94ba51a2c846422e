package io.ticketblue.review.moderation;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many reviews one person may report.
 *
 * @param most how many in a window, on each node
 * @param window how long a window is, a minute to a day
 */
@Validated
@ConfigurationProperties("ticketblue.review.reports")
record ReportSettings(@DefaultValue("20") @Min(1) int most,
        @DefaultValue("1h") @NotNull @DurationMin(minutes = 1) @DurationMax(days = 1) Duration window) {
}
