package io.ticketblue.review;

import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RatingSummaryTests {

    @Test
    void hasNoAverageWithoutReviews() {
        assertThat(RatingSummary.NONE.count()).isZero();
        assertThat(RatingSummary.NONE.average()).isNull();
    }

    @Test
    void roundsHalfUpToOneDecimalPlace() {
        assertThat(new RatingSummary(List.of(0L, 0L, 0L, 1L, 1L)).average()).isEqualTo(4.5);
        assertThat(new RatingSummary(List.of(0L, 0L, 0L, 3L, 1L)).average()).isEqualTo(4.3);
        assertThat(new RatingSummary(List.of(0L, 0L, 0L, 1L, 2L)).average()).isEqualTo(4.7);
    }

    @Property(tries = 200)
    void isTheAverageOfTheRatings(@ForAll @Size(5) List<@IntRange(max = 1_000_000) Integer> counts) {
        RatingSummary summary = new RatingSummary(counts.stream().map(Integer::longValue).toList());
        double sum = 0;
        for (int rating = 1; rating <= 5; rating++) {
            sum += rating * (double) summary.of(rating);
        }
        if (summary.count() > 0) {
            assertThat(summary.average()).isCloseTo(sum / summary.count(), within(0.0500001));
        }
        assertThat(summary.rating().count()).isEqualTo(summary.count());
    }

}
