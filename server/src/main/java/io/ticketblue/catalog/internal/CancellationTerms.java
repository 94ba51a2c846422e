package io.ticketblue.catalog.internal;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.swagger.v3.oas.annotations.media.Schema;
import io.ticketblue.catalog.CancellationPolicy;
import io.ticketblue.catalog.CancellationPolicy.BookingFeeRule;
import io.ticketblue.shared.InvalidRequest;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

/**
 * A cancellation policy as clients read and write it and as it is kept: a tier is either
 * flat won with a cap in percent, or percent with a cap in won.
 */
@Schema(name = "CancellationTerms",
        description = """
                What cancelling costs. Days are calendar days in Korea. The tiers go by days before the round, the nearest first; \
                the first begins with 1, the last holds for all days further ahead. Without showDayPercent nothing can be \
                cancelled on the day of the round; with it, until the start. What is left out: no free days, the day of booking \
                free, everything back within 24 hours of booking and at least 3 days ahead, the booking fee back until midnight.""",
        example = """
                {"freeDays": 7, "freeOnBookingDay": true, "dateWinsWithinDays": 10, "fullRefundWithinADay": true,
                 "tiers": [{"daysBefore": 1, "percent": 30}, {"daysBefore": 3, "percent": 20}, {"daysBefore": 7, "percent": 10},
                           {"daysBefore": 10, "won": 4000, "capPercent": 10}],
                 "dayBeforeUntil": "17:00", "bookingFee": "UNTIL_MIDNIGHT"}""")
record CancellationTerms(@Nullable Integer freeDays, @Nullable Boolean freeOnBookingDay,
        @Nullable Integer dateWinsWithinDays, @Nullable Boolean fullRefundWithinADay,
        @Nullable List<@Nullable TierTerms> tiers, @Nullable Integer showDayPercent,
        @Schema(type = "string", format = "HH:mm", example = "17:00") @Nullable LocalTime dayBeforeUntil,
        @Nullable BookingFeeRule bookingFee) {

    static CancellationTerms of(CancellationPolicy policy) {
        return new CancellationTerms(policy.freeDays(), policy.freeOnBookingDay(), policy.dateWinsWithinDays(),
                policy.fullRefundWithinADay(), policy.tiers().stream().map(TierTerms::of).toList(),
                policy.showDayPercent(), policy.dayBeforeUntil(), policy.bookingFee());
    }

    /**
     * The policy, with what was left out filled in.
     * @throws InvalidRequest naming every field that is wrong, from the policy's root
     */
    CancellationPolicy toPolicy() {
        FieldErrors errors = new FieldErrors();
        List<CancellationPolicy.Tier> read = new ArrayList<>();
        List<@Nullable TierTerms> given = (this.tiers != null) ? this.tiers : List.of();
        if (this.tiers == null) {
            errors.reject("tiers", FieldErrors.REQUIRED);
        }
        for (int index = 0; index < given.size(); index++) {
            TierTerms tier = given.get(index);
            String path = "tiers[" + index + "]";
            Integer days = (tier != null) ? tier.daysBefore() : null;
            if (tier == null || days == null) {
                errors.reject(path + ".daysBefore", FieldErrors.REQUIRED);
            }
            else {
                tier.fee(path, errors).map((fee) -> new CancellationPolicy.Tier(days, fee)).ifPresent(read::add);
            }
        }
        errors.throwIfAny();
        return new CancellationPolicy(or(this.freeDays, 0), or(this.freeOnBookingDay, true),
                or(this.dateWinsWithinDays, 0), or(this.fullRefundWithinADay, true), read, this.showDayPercent,
                this.dayBeforeUntil, or(this.bookingFee, BookingFeeRule.UNTIL_MIDNIGHT));
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return (value != null) ? value : otherwise;
    }

    /** A fee and until how many days before the round it holds. */
    @Schema(name = "CancellationTier", example = """
            {"daysBefore": 10, "won": 4000, "capPercent": 10}""")
    record TierTerms(@Nullable Integer daysBefore, @Nullable Long won, @Nullable Integer capPercent,
            @Nullable Integer percent, @Nullable Long capWon) {

        static TierTerms of(CancellationPolicy.Tier tier) {
            return switch (tier.fee()) {
                case CancellationPolicy.Flat flat ->
                    new TierTerms(tier.daysBefore(), flat.won().won(), flat.capPercent(), null, null);
                case CancellationPolicy.Percent percent -> new TierTerms(tier.daysBefore(), null, null,
                        percent.percent(), (percent.cap() != null) ? percent.cap().won() : null);
            };
        }

        Optional<CancellationPolicy.Fee> fee(String path, FieldErrors errors) {
            if ((this.won == null) == (this.percent == null)) {
                errors.reject(path, "catalog.cancellation.won-or-percent");
            }
            else if (this.won != null && this.capWon != null) {
                errors.reject(path + ".capWon", "catalog.cancellation.cap-of-flat");
            }
            else if (this.percent != null && this.capPercent != null) {
                errors.reject(path + ".capPercent", "catalog.cancellation.cap-of-percent");
            }
            else if (this.won != null) {
                return money(path + ".won", this.won, errors)
                    .map((flat) -> new CancellationPolicy.Flat(flat, this.capPercent));
            }
            else if (this.capWon != null) {
                return money(path + ".capWon", this.capWon, errors)
                    .map((cap) -> new CancellationPolicy.Percent(or(this.percent, 0), cap));
            }
            else {
                return Optional.of(new CancellationPolicy.Percent(or(this.percent, 0), null));
            }
            return Optional.empty();
        }

        private static Optional<Money> money(String field, long won, FieldErrors errors) {
            errors.range(field, won, 0, CancellationPolicy.MOST_WON);
            return (won < 0) ? Optional.empty() : Optional.of(Money.won(won));
        }

    }

}
