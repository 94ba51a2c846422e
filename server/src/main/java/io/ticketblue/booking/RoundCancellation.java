package io.ticketblue.booking;

import java.time.Instant;

import io.swagger.v3.oas.annotations.media.Schema;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * How far the bookings of a round that the organiser cancelled are given back.
 *
 * @param roundId which round
 * @param reason why, as buyers and the payment provider are told
 * @param compensationPercent what buyers get on top, in percent of their tickets' prices
 * @param bookings how many there are, those that are done included
 * @param done how many were given back in full
 * @param refund what those get back together; the provider sends it, or staff settle it
 * @param compensation what those get on top together; staff pay it
 * @param requestedAt when the round was cancelled
 * @param finishedAt when all was given back, null while it goes on
 */
public record RoundCancellation(@Schema(implementation = Long.class, example = "41") RoundId roundId,
        @Schema(example = "출연자 사정") String reason, @Schema(example = "10") int compensationPercent,
        @Schema(example = "120") int bookings, @Schema(example = "87") int done,
        @Schema(implementation = Long.class, example = "9570000") Money refund,
        @Schema(implementation = Long.class, example = "957000") Money compensation,
        @Schema(example = "2026-12-20T11:00:00+09:00") Instant requestedAt,
        @Schema(example = "2026-12-20T11:02:30+09:00") @Nullable Instant finishedAt) {
}
