package io.ticketblue.web;

import java.util.List;
import java.util.Map;

import io.ticketblue.booking.RoundAvailability;
import io.ticketblue.booking.RoundStatus;
import io.ticketblue.catalog.RoundId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SaleStateTests {

    @Test
    void warnsWhenFewerThanOneSeatInTwentyIsLeft() {
        assertThat(SaleState.of(round(RoundStatus.ON_SALE, 5))).isEqualTo(SaleState.ON_SALE);
        assertThat(SaleState.of(round(RoundStatus.ON_SALE, 4))).isEqualTo(SaleState.FEW_LEFT);
    }

    @Test
    void countsWhatCanBeHadFirst() {
        assertThat(SaleState
            .of(List.of(round(RoundStatus.CLOSED, 0), round(RoundStatus.SOLD_OUT, 0), round(RoundStatus.ON_SALE, 50))))
            .isEqualTo(SaleState.ON_SALE);
        assertThat(SaleState.of(List.of(round(RoundStatus.SOLD_OUT, 0), round(RoundStatus.BEFORE_OPEN, 100))))
            .isEqualTo(SaleState.BEFORE_OPEN);
        assertThat(SaleState.of(List.of(round(RoundStatus.SOLD_OUT, 0), round(RoundStatus.CLOSED, 0))))
            .isEqualTo(SaleState.SOLD_OUT);
        assertThat(SaleState.of(List.of())).isEqualTo(SaleState.CLOSED);
    }

    private static RoundAvailability round(RoundStatus status, int free) {
        return new RoundAvailability(new RoundId(1), status, Map.of("R", free), 100);
    }

}
