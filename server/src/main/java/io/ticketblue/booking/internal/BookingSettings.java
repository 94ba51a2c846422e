package io.ticketblue.booking.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of booking.
 *
 * @param holdFor how long seats are kept for a buyer who has not paid yet, 10 seconds to
 * 24 hours
 * @param depositFor how long a buyer has to transfer the money to a virtual account
 * @param depositAhead how long before the round a deposit has to be there at the latest,
 * so that seats which nobody paid can be sold again
 * @param expireEvery how often holds whose time has passed are tidied up; their seats are
 * free by the clock before that
 * @param auditEvery how often the books of changed rounds are checked
 * @param claimGroup how many requests for seats share a transaction at most
 * @param claimWorkers how many such transactions run at the same time, not counting those
 * that are held up
 * @param claimQueue how many requests for seats may wait before further ones are refused
 * @param claimTimeout how long a request for seats waits for its answer at most before it
 * is refused with 503, 1 to 10 seconds
 * @param unpaidHolds after how many full holds that went unpaid a person may not hold
 * seats of that round for a while; 0 for no limit
 * @param unpaidWindow for how long such a hold counts after it has ended
 * @param openDeposits how many reservations of one person may wait for a deposit
 * @param confirmationsPerMinute how often one person may confirm payments in a minute, on
 * one node
 * @param boardAge how old a seat map may be at most before the ledger is read again, so
 * that it shows what other nodes did
 */
@Validated
@ConfigurationProperties("ticketblue.booking")
record BookingSettings(
        @DefaultValue("7m") @NotNull @DurationMin(seconds = 10) @DurationMax(hours = 24) Duration holdFor,
        @DefaultValue("24h") @NotNull @DurationMin(hours = 1) @DurationMax(days = 30) Duration depositFor,
        @DefaultValue("3h") @NotNull @DurationMin(minutes = 0) @DurationMax(days = 30) Duration depositAhead,
        @DefaultValue("10s") @NotNull @DurationMin(seconds = 1) Duration expireEvery,
        @DefaultValue("1m") @NotNull @DurationMin(seconds = 1) Duration auditEvery,
        @DefaultValue("64") @Min(1) int claimGroup, @DefaultValue("2") @Min(1) int claimWorkers,
        @DefaultValue("10000") @Min(1) int claimQueue,
        @DefaultValue("8s") @NotNull @DurationMin(seconds = 1) @DurationMax(seconds = 10) Duration claimTimeout,
        @DefaultValue("3") @Min(0) int unpaidHolds,
        @DefaultValue("1h") @NotNull @DurationMin(minutes = 1) @DurationMax(days = 1) Duration unpaidWindow,
        @DefaultValue("3") @Min(1) int openDeposits, @DefaultValue("60") @Min(1) int confirmationsPerMinute,
        @DefaultValue("500ms") @NotNull Duration boardAge) {

    /** Nobody gets to the bank in less. */
    private static final Duration SHORTEST_DEPOSIT = Duration.ofHours(1);

    UnpaidHolds unpaid() {
        return new UnpaidHolds(this.unpaidHolds, this.unpaidWindow, this.holdFor);
    }

    /**
     * Until when a deposit for a round has to be there.
     * @param now the present
     * @param start when the round begins
     * @return the time, none if too little of it is left
     */
    Optional<Instant> depositBefore(Instant now, Instant start) {
        Instant latest = start.minus(this.depositAhead);
        Instant usual = now.plus(this.depositFor);
        Instant before = usual.isBefore(latest) ? usual : latest;
        return now.plus(SHORTEST_DEPOSIT).isAfter(before) ? Optional.empty() : Optional.of(before);
    }

}
