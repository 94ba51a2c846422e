package io.ticketblue.booking.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ticketblue.StandingClock;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.HoldGuard;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Unavailable;
import io.ticketblue.shared.groupcommit.GroupMetrics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.StaticListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

/** A request for seats is answered in time, whichever of its steps is slow. */
class HoldsTests {

    private static final RoundId ROUND = new RoundId(1);

    private static final SeatId SEAT = new SeatId(1);

    private static final HoldSeats WISH = new HoldSeats(new AccountId(1), ROUND, List.of(SEAT));

    private final StandingClock clock = new StandingClock();

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);

    private final RoundBook rounds = mock();

    private final SeatClaims claims = mock();

    private final ReservationRepository reservations = mock();

    private final RoundTerms terms = mock();

    private final RoundPlan plan = mock();

    private final BookingSettings settings = mock();

    private Duration slow = Duration.ZERO;

    @BeforeEach
    void sellASeat() {
        when(this.settings.claimTimeout()).thenReturn(Duration.ofSeconds(8));
        when(this.terms.onSale(any())).thenReturn(true);
        when(this.terms.maxPerPerson()).thenReturn(1);
        when(this.terms.bookingFee()).thenReturn(Money.ZERO);
        when(this.plan.contains(SEAT)).thenReturn(true);
        when(this.claims.metrics()).thenReturn(new GroupMetrics(new SimpleMeterRegistry(), "seats"));
        when(this.rounds.plan(ROUND)).thenReturn(this.plan);
        when(this.rounds.terms(ROUND)).thenAnswer((call) -> {
            pass(this.slow);
            return this.terms;
        });
    }

    @Test
    void claimsNothingWhenReadingTheRoundHasUsedUpTheTime() {
        this.slow = Duration.ofMillis(8_001);
        assertThatExceptionOfType(Unavailable.class).isThrownBy(this::hold);
        verify(this.claims, never()).claim(any(), any(), any());
    }

    @Test
    void claimsWithTheTimeThatIsLeft() {
        this.slow = Duration.ofSeconds(3);
        when(this.claims.claim(any(), any(), any())).thenThrow(new Unavailable());
        assertThatExceptionOfType(Unavailable.class).isThrownBy(this::hold);
        verify(this.claims).claim(any(), any(), eq(Duration.ofSeconds(6)));
    }

    @Test
    void claimsAgainOnlyWhileThereIsTime() {
        Reservation own = own();
        when(this.reservations.page(any(), any())).thenReturn(new Page<>(List.of(own), 0, 100, 1));
        when(this.claims.claim(any(), any(), any())).thenAnswer((call) -> {
            pass(Duration.ofSeconds(5));
            return new Claim.Taken(List.of(SEAT.value()), false, 1);
        });
        assertThatExceptionOfType(Unavailable.class).isThrownBy(this::hold);
        verify(this.claims).claim(any(), any(), eq(Duration.ofSeconds(9)));
        verify(this.claims).claim(any(), any(), eq(Duration.ofSeconds(4)));
        verify(this.claims, times(2)).claim(any(), any(), any());
    }

    private void hold() {
        new Holds(this.rounds, this.claims, mock(SeatBoards.class), mock(LedgerChanges.class), this.reservations,
                mock(ReservationViews.class), this.clock, this.settings,
                new StaticListableBeanFactory().getBeanProvider(HoldGuard.class), this.nanos::get)
            .hold(WISH);
    }

    private Reservation own() {
        Reservation own = mock();
        when(own.seatIds()).thenReturn(List.of(SEAT));
        when(own.status()).thenReturn(ReservationStatus.HELD);
        return own;
    }

    private void pass(Duration time) {
        this.nanos.addAndGet(time.toNanos());
    }

}
