package io.ticketblue.booking;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.catalog.PerformanceId;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.shared.Page;
import io.ticketblue.shared.Paging;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/** What buyers do with seats: hold, pay, look at, cancel. */
@Service
public class Bookings {

    /** Keeps seats. SeatsTaken, LimitExceeded, NotOnSale, SoldOut, SeatNotFound. */
    public ReservationView hold(HoldSeats hold) {
        throw new UnsupportedOperationException();
    }

    /** The buyer's own reservation, or ReservationNotFound. */
    public ReservationView reservation(AccountId buyer, ReservationId id) {
        throw new UnsupportedOperationException();
    }

    /** The buyer's own reservation that an order pays for, or ReservationNotFound. */
    public ReservationView reservationOf(AccountId buyer, OrderId order) {
        throw new UnsupportedOperationException();
    }

    /** The buyer's reservations, newest first; a null status means all. */
    public Page<ReservationView> reservations(AccountId buyer, @Nullable ReservationStatus status, Paging paging) {
        throw new UnsupportedOperationException();
    }

    /** Gives a hold back. NotHeld when it is no longer one. */
    public void release(AccountId buyer, ReservationId id) {
        throw new UnsupportedOperationException();
    }

    /**
     * Makes an order for a hold, or gives the present one again. NotHeld when the hold
     * has gone. A confirmed reservation without anything to pay is confirmed at once.
     */
    public Checkout order(AccountId buyer, ReservationId id) {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes the money and confirms the reservation. AmountMismatch, AlreadyProcessed,
     * PaymentExpired, PaymentDeclined, ProviderUnavailable (safe to repeat).
     */
    public PaymentResult confirm(AccountId buyer, StartPayment payment) {
        throw new UnsupportedOperationException();
    }

    /** What cancelling now would bring back. NotCancellable. */
    public CancellationQuote cancellationQuote(AccountId buyer, ReservationId id) {
        throw new UnsupportedOperationException();
    }

    /** Cancels wholly and sends the money back. NotCancellable. */
    public Cancellation cancel(AccountId buyer, ReservationId id, String reason) {
        throw new UnsupportedOperationException();
    }

    /** How much of each round can be had; unknown rounds are left out. */
    public Map<RoundId, RoundAvailability> availability(Collection<RoundId> rounds) {
        throw new UnsupportedOperationException();
    }

    /** The performances with the most seats confirmed lately, best first. */
    public List<PerformanceId> mostBooked(int limit) {
        throw new UnsupportedOperationException();
    }

}
