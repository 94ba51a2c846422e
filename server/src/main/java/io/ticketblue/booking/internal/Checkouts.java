package io.ticketblue.booking.internal;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.CouponChoice;
import io.ticketblue.booking.ExpiryReason;
import io.ticketblue.booking.NoTimeToDeposit;
import io.ticketblue.booking.NotHeld;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationNotFound;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.TooManyOpenDeposits;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.coupon.IssuedCouponId;
import io.ticketblue.payment.AlreadyProcessed;
import io.ticketblue.payment.DepositTerms;
import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentMethod;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.PrepareOrder;
import io.ticketblue.payment.RefundAccount;
import io.ticketblue.shared.Money;
import io.ticketblue.shared.SiteSettings;
import io.ticketblue.shared.database.RetriedTransaction;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Orders for holds: how much, less which coupon, to be paid how. In every transaction the
 * round is locked (shared) before the payment, the payment before the reservation, and
 * the reservation before its seats and its coupon, so that nobody waits in a circle. Only
 * the first order of a hold, which has no payment to lock, may meet another one; then one
 * of them is tried again.
 */
@Component
public class Checkouts {

    private static final int LONGEST_ORDER_NAME = 100;

    private final ReservationRepository reservations;

    private final SeatLedger ledger;

    private final ReservationLifecycle lifecycle;

    private final SaleGuard guard;

    private final RoundBook rounds;

    private final Payments payments;

    private final CouponUse coupons;

    private final Expiry expiry;

    private final Accounts accounts;

    private final BookingSettings settings;

    private final SiteSettings site;

    private final Clock clock;

    private final RetriedTransaction transaction;

    Checkouts(ReservationRepository reservations, SeatLedger ledger, ReservationLifecycle lifecycle, SaleGuard guard,
            RoundBook rounds, Payments payments, CouponUse coupons, Expiry expiry, Accounts accounts,
            BookingSettings settings, SiteSettings site, Clock clock, RetriedTransaction transaction) {
        this.reservations = reservations;
        this.ledger = ledger;
        this.lifecycle = lifecycle;
        this.guard = guard;
        this.rounds = rounds;
        this.payments = payments;
        this.coupons = coupons;
        this.expiry = expiry;
        this.accounts = accounts;
        this.settings = settings;
        this.site = site;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Orders what is held, or repeats the order that is there. */
    public Checkout order(AccountId buyer, ReservationId id, PlaceOrder wish) {
        tidy(buyer, wish.coupon());
        String customerKey = this.accounts.account(buyer).customerKey();
        return this.transaction.get(() -> order(own(buyer, id), wish, customerKey));
    }

    /**
     * The same order that comes several times at once waits for the first one's locks and
     * finds what that one did, its discount included.
     */
    private Checkout order(Reservation seen, PlaceOrder wish, String customerKey) {
        this.guard.requireNotCancelled(seen.round());
        this.payments.lockOpen(seen.id().value());
        Reservation reservation = lock(seen.id());
        if (reservation.isPaid() && reservation.toPay().isZero()) {
            return checkout(freeOrder(reservation), reservation, customerKey);
        }
        requireHeld(reservation);
        Money discount = this.coupons.discount(reservation, wish.coupon());
        Money amount = reservation.amount().minus(discount);
        wish.requireMethodFor(amount);
        OrderId order = amount.isZero() ? freeOrderInPlaceOf(reservation)
                : prepare(reservation, amount, wish, customerKey);
        this.coupons.use(reservation, wish.coupon(), discount);
        if (amount.isZero()) {
            confirmFree(reservation);
        }
        return checkout(order, reservation, customerKey);
    }

    /** The order of a hold that waits to be paid, or a new one to pay by card. */
    public Checkout present(AccountId buyer, ReservationId id) {
        Reservation seen = own(buyer, id);
        Optional<PaymentView> open = this.payments.paymentFor(id.value())
            .filter((order) -> order.status() == PaymentStatus.READY && order.amount().equals(seen.toPay()));
        if (open.isPresent()) {
            return checkout(open.get().orderId(), seen, open.get().customerKey());
        }
        return order(buyer, id, new PlaceOrder(couponOf(id), null, null));
    }

    /**
     * Chooses a coupon, or none, for a hold. What was ordered at another price is no
     * longer.
     */
    public void useCoupon(AccountId buyer, ReservationId id, @Nullable IssuedCouponId coupon) {
        tidy(buyer, coupon);
        this.transaction.run(() -> {
            own(buyer, id);
            endOrder(id);
            Reservation reservation = lock(id);
            requireHeld(reservation);
            this.coupons.use(reservation, coupon, this.coupons.discount(reservation, coupon));
        });
    }

    /** The buyer's coupons, and what each would take off. */
    public CouponChoice couponsFor(AccountId buyer, ReservationId id) {
        return this.transaction.get(() -> this.coupons.choice(own(buyer, id)));
    }

    /** Ends the buyer's holds whose time has passed; their coupons can be used again. */
    public void expireHolds(AccountId buyer) {
        this.expiry.run(buyer);
    }

    /** A coupon that was used for a hold whose time has passed can be used at once. */
    private void tidy(AccountId buyer, @Nullable IssuedCouponId wanted) {
        if (wanted != null) {
            this.expiry.run(buyer);
        }
    }

    /**
     * Gives a hold back, or seats that wait for their deposit; an order for them can no
     * longer be paid.
     */
    public void release(AccountId buyer, ReservationId id) {
        Reservation seen = own(buyer, id);
        if (seen.status() == ReservationStatus.AWAITING_DEPOSIT) {
            closeDeposit(id);
            return;
        }
        this.transaction.run(() -> {
            this.payments.paymentFor(id.value()).ifPresent((order) -> this.payments.expire(order.orderId()));
            Reservation reservation = lock(id);
            requireHeld(reservation);
            this.lifecycle.expire(List.of(reservation), ExpiryReason.RELEASED);
            this.reservations.markReleased(id, this.clock.instant());
        });
    }

    /** The outcome reaches the reservation as every outcome of a payment does. */
    private void closeDeposit(ReservationId id) {
        PaymentView order = this.payments.paymentFor(id.value()).orElseThrow(NotHeld::new);
        if (!this.payments.closeDeposit(order.orderId())) {
            throw new NotHeld();
        }
    }

    private OrderId prepare(Reservation reservation, Money amount, PlaceOrder wish, String customerKey) {
        Instant payBefore = Objects.requireNonNull(reservation.heldUntil());
        return this.payments
            .prepare(new PrepareOrder(reservation.id().value(), customerKey, amount, orderName(reservation), payBefore,
                    depositTerms(reservation, wish)))
            .orderId();
    }

    private @Nullable DepositTerms depositTerms(Reservation reservation, PlaceOrder wish) {
        RefundAccount account = wish.refundAccount();
        if (wish.method() != PaymentMethod.VIRTUAL_ACCOUNT || account == null) {
            return null;
        }
        requireFewOpenDeposits(reservation);
        return new DepositTerms(depositBefore(reservation.round()).orElseThrow(NoTimeToDeposit::new), account);
    }

    /**
     * Counts orders that may become deposits, so that several of them cannot be confirmed
     * together; one person's orders pass one by one.
     */
    private void requireFewOpenDeposits(Reservation reservation) {
        this.reservations.lockBuyerEverywhere(reservation.buyer());
        Set<Long> others = this.reservations.unpaid(reservation.buyer(), this.clock.instant());
        others.remove(reservation.id().value());
        if (this.payments.openDeposits(others) >= this.settings.openDeposits()) {
            throw new TooManyOpenDeposits(this.settings.openDeposits());
        }
    }

    /** Until when a deposit has to be there; none if the round is too near. */
    public Optional<Instant> depositBefore(RoundId round) {
        return this.settings.depositBefore(this.clock.instant(), this.rounds.terms(round).round().startsAt());
    }

    private OrderId freeOrderInPlaceOf(Reservation reservation) {
        endOrder(reservation.id());
        return freeOrder(reservation);
    }

    private void confirmFree(Reservation reservation) {
        this.reservations.lockBuyer(reservation);
        if (!this.ledger.keepUntilSettled(reservation, this.clock.instant())) {
            throw new NotHeld();
        }
        this.lifecycle.confirm(reservation);
    }

    /** What was ordered so far can no longer be paid. */
    private void endOrder(ReservationId id) {
        Optional<PaymentView> order = this.payments.paymentFor(id.value());
        if (order.isPresent() && !this.payments.expire(order.get().orderId())) {
            throw new AlreadyProcessed();
        }
    }

    private Checkout checkout(OrderId order, Reservation reservation, String customerKey) {
        Instant end = Objects.requireNonNullElse(reservation.heldUntil(), reservation.confirmedAt());
        return new Checkout(order, orderName(reservation), reservation.toPay(), reservation.discount(), customerKey,
                this.payments.checkoutKeys().clientKey(), page("/payments/success"), page("/payments/fail"), end);
    }

    private static OrderId freeOrder(Reservation reservation) {
        return new OrderId("free-" + reservation.bareCode());
    }

    private URI page(String path) {
        return URI.create(this.site.publicUrl() + path);
    }

    private String orderName(Reservation reservation) {
        String title = this.rounds.terms(reservation.round()).title();
        String count = " × " + reservation.seats().size();
        int room = LONGEST_ORDER_NAME - count.length();
        return ((title.length() > room) ? title.substring(0, room) : title) + count;
    }

    private @Nullable IssuedCouponId couponOf(ReservationId id) {
        return this.coupons.of(id).map((used) -> used.id()).orElse(null);
    }

    private Reservation lock(ReservationId id) {
        return this.reservations.lock(id).orElseThrow(ReservationNotFound::new);
    }

    private void requireHeld(Reservation reservation) {
        if (!reservation.isHeldAt(this.clock.instant())) {
            throw new NotHeld();
        }
    }

    private Reservation own(AccountId buyer, ReservationId id) {
        return this.reservations.find(id)
            .filter((reservation) -> reservation.buyer().equals(buyer))
            .orElseThrow(ReservationNotFound::new);
    }

}
