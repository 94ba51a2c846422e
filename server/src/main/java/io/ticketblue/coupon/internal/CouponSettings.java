package io.ticketblue.coupon.internal;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of coupons.
 *
 * @param issueGroup how many requests for coupons share a transaction at most
 * @param issueWorkers how many such transactions run at the same time, one for each
 * coupon
 * @param issueQueue how many requests for coupons may wait before further ones are
 * refused
 * @param issueTimeout how long a request for a coupon waits for its answer at most before
 * it is refused with 503, 1 to 10 seconds
 * @param memoryAge how long a node remembers that a coupon is exhausted, ended or not
 * open before it asks the database again, so that it hears of changes on other nodes; at
 * most a minute
 */
@Validated
@ConfigurationProperties("ticketblue.coupon")
public record CouponSettings(@DefaultValue("512") @Min(1) int issueGroup, @DefaultValue("2") @Min(1) int issueWorkers,
        @DefaultValue("20000") @Min(1) int issueQueue,
        @DefaultValue("8s") @NotNull @DurationMin(seconds = 1) @DurationMax(seconds = 10) Duration issueTimeout,
        @DefaultValue("1s") @NotNull @DurationMin(millis = 1) @DurationMax(minutes = 1) Duration memoryAge) {
}
