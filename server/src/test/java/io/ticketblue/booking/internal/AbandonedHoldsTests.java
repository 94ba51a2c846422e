package io.ticketblue.booking.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.ticketblue.StandingClock;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.booking.ExpiryReason;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.payment.Payments;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.Test;

import org.springframework.transaction.PlatformTransactionManager;

import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

class AbandonedHoldsTests {

    private final StandingClock clock = new StandingClock();

    private final ReservationRepository reservations = mock();

    private final ReservationLifecycle lifecycle = mock();

    private final Payments payments = mock();

    private final AbandonedHolds abandoned = new AbandonedHolds(this.reservations, this.lifecycle, this.payments,
            this.clock, mock(PlatformTransactionManager.class));

    @Test
    void goesOnAfterAHoldThatCannotBeGivenBackAtAll() {
        Reservation faulty = hold(1);
        Reservation good = hold(2);
        when(this.reservations.lock(faulty.id())).thenThrow(new IllegalStateException("A fault in the program"));
        when(this.reservations.lock(good.id())).thenReturn(Optional.of(good));
        when(this.reservations.markUnanswered(good.id())).thenReturn(true);
        when(this.payments.paymentFor(good.id().value())).thenReturn(Optional.empty());
        this.abandoned.giveBack(faulty);
        this.abandoned.giveBack(good);
        await().untilAsserted(() -> verify(this.lifecycle).expire(List.of(good), ExpiryReason.RELEASED));
        verify(this.reservations).lock(faulty.id());
    }

    private Reservation hold(long id) {
        return new Reservation(new ReservationId(id), "code" + id, new AccountId(1), new RoundId(1), List.of(),
                Money.ZERO, Money.ZERO, this.clock.instant(), ReservationStatus.HELD,
                this.clock.instant().plus(Duration.ofMinutes(7)), null, null, null);
    }

}
