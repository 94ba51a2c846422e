package io.ticketblue.booking.internal;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.CouponChoice;
import io.ticketblue.booking.NoTimeToDeposit;
import io.ticketblue.booking.NotHeld;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.booking.ReservationNotFound;
import io.ticketblue.booking.ReservationStatus;
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
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Orders for holds: how much, less which coupon, to be paid how. In every transaction the
 * payment is locked before the reservation, the reservation before its seats and its
 * coupon, so that nobody waits in a circle.
 */
@Component
public class Checkouts {

    private static final int LONGEST_ORDER_NAME = 100;

    private final ReservationRepository reservations;

    private final SeatLedger ledger;

    private final LedgerChanges changes;

    private final RoundBook rounds;

    private final Payments payments;

    private final CouponUse coupons;

    private final Expiry expiry;

    private final Accounts accounts;

    private final BookingSettings settings;

    private final SiteSettings site;

    private final Clock clock;

    private final TransactionTemplate transaction;

    Checkouts(ReservationRepository reservations, SeatLedger ledger, LedgerChanges changes, RoundBook rounds,
            Payments payments, CouponUse coupons, Expiry expiry, Accounts accounts, BookingSettings settings,
            SiteSettings site, Clock clock, PlatformTransactionManager transactions) {
        this.reservations = reservations;
        this.ledger = ledger;
        this.changes = changes;
        this.rounds = rounds;
        this.payments = payments;
        this.coupons = coupons;
        this.expiry = expiry;
        this.accounts = accounts;
        this.settings = settings;
        this.site = site;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Orders what is held, or repeats the order that is there. */
    public Checkout order(AccountId buyer, ReservationId id, PlaceOrder wish) {
        tidy(buyer, wish.coupon());
        String customerKey = this.accounts.account(buyer).customerKey();
        return inTransaction(() -> {
            Reservation seen = own(buyer, id);
            if (seen.isPaid() && seen.toPay().isZero()) {
                return checkout(freeOrder(seen), seen, customerKey);
            }
            Money discount = this.coupons.discount(seen, wish.coupon());
            Money amount = seen.amount().minus(discount);
            wish.requireMethodFor(amount);
            if (!seen.isHeldAt(this.clock.instant())) {
                throw new NotHeld();
            }
            OrderId order = amount.isZero() ? freeOrderInPlaceOf(seen) : prepare(seen, amount, wish, customerKey);
            Reservation reservation = lockHeld(id);
            this.coupons.use(reservation, wish.coupon(), discount);
            if (amount.isZero()) {
                confirmFree(reservation);
            }
            return checkout(order, reservation, customerKey);
        });
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
        inTransaction(() -> {
            Money discount = this.coupons.discount(own(buyer, id), coupon);
            endOrder(id);
            Reservation reservation = lockHeld(id);
            this.coupons.use(reservation, coupon, discount);
            return reservation;
        });
    }

    /** The buyer's coupons, and what each would take off. */
    public CouponChoice couponsFor(AccountId buyer, ReservationId id) {
        return inTransaction(() -> this.coupons.choice(own(buyer, id)));
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
        inTransaction(() -> {
            this.payments.paymentFor(id.value()).ifPresent((order) -> this.payments.expire(order.orderId()));
            Reservation reservation = lock(id);
            reservation.release(this.clock.instant());
            this.reservations.save(reservation);
            this.ledger.free(reservation);
            this.coupons.release(List.of(reservation));
            this.changes.in(reservation.round());
            return reservation;
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
        return new DepositTerms(depositBefore(reservation.round()).orElseThrow(NoTimeToDeposit::new), account);
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
        Instant now = this.clock.instant();
        if (!this.ledger.keepUntilSettled(reservation, now)) {
            throw new NotHeld();
        }
        reservation.confirm(now);
        this.reservations.save(reservation);
        this.ledger.sell(reservation);
        this.changes.in(reservation.round());
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

    private Reservation lockHeld(ReservationId id) {
        Reservation reservation = lock(id);
        if (!reservation.isHeldAt(this.clock.instant())) {
            throw new NotHeld();
        }
        return reservation;
    }

    private Reservation own(AccountId buyer, ReservationId id) {
        return this.reservations.find(id)
            .filter((reservation) -> reservation.buyer().equals(buyer))
            .orElseThrow(ReservationNotFound::new);
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(this.transaction.execute((status) -> work.get()));
    }

}
