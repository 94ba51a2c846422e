package io.ticketblue.booking.internal;

import io.ticketblue.booking.ReservationCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReservationCodeTests {

    private static final String CODE = "7K01-M9XB";

    @ParameterizedTest
    @ValueSource(strings = { "7K01-M9XB", " 7k01 m9xb ", "7k01m9xb", "7KOI-M9XB", "7Kol-m9xb",
            "\uff17\uff2b\uff10\uff11\uff0d\uff2d\uff19\uff38\uff22" })
    void acceptsACodeAsPeopleWriteIt(String typed) {
        assertThat(ReservationCode.matches(CODE, typed)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "7K01", "7K01-M9XC", "7K01-M9XBB" })
    void refusesAnotherCode(String typed) {
        assertThat(ReservationCode.matches(CODE, typed)).isFalse();
    }

}
