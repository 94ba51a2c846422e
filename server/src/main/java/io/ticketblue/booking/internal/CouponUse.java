package io.ticketblue.booking.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.ticketblue.booking.CouponChoice;
import io.ticketblue.booking.ReservationId;
import io.ticketblue.catalog.SeatId;
import io.ticketblue.coupon.CouponPurchase;
import io.ticketblue.coupon.Coupons;
import io.ticketblue.coupon.IssuedCouponId;
import io.ticketblue.coupon.IssuedCouponView;
import io.ticketblue.shared.Money;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Coupons that make reservations cheaper. A coupon is locked after its reservation. All
 * methods join the caller's transaction.
 */
@Component
class CouponUse {

    private final Coupons coupons;

    private final RoundBook rounds;

    private final ReservationRepository reservations;

    CouponUse(Coupons coupons, RoundBook rounds, ReservationRepository reservations) {
        this.coupons = coupons;
        this.rounds = rounds;
        this.reservations = reservations;
    }

    /** The buyer's coupons, and what each would take off. */
    CouponChoice choice(Reservation reservation) {
        return new CouponChoice(of(reservation.id()).orElse(null),
                this.coupons.usable(reservation.buyer(), purchase(reservation)));
    }

    /** The coupon that makes a reservation cheaper now. */
    Optional<IssuedCouponView> of(ReservationId reservation) {
        return this.coupons.redeemedFor(reservation.value());
    }

    /** What a coupon would take off; it is not used yet. */
    Money discount(Reservation reservation, @Nullable IssuedCouponId coupon) {
        if (coupon == null) {
            return Money.ZERO;
        }
        return isUsed(reservation, coupon) ? reservation.discount()
                : this.coupons.discount(reservation.buyer(), coupon, purchase(reservation));
    }

    /**
     * Uses a coupon, or none, for a hold that the caller has locked, in the place of the
     * one used so far.
     * @param discount what it takes off, as {@link #discount} told
     */
    void use(Reservation hold, @Nullable IssuedCouponId coupon, Money discount) {
        if (coupon == null || !isUsed(hold, coupon)) {
            release(List.of(hold));
        }
        if (coupon != null
                && !this.coupons.redeem(hold.buyer(), coupon, purchase(hold), hold.id().value()).equals(discount)) {
            throw new IllegalStateException("Coupon %s no longer takes off what it did".formatted(coupon));
        }
        if (!hold.discount().equals(discount)) {
            hold.discount(shares(hold, discount));
            this.reservations.saveDiscounts(hold);
        }
    }

    /** Gives the coupons of reservations back to their owners. */
    void release(Collection<Reservation> ended) {
        List<Long> discounted = ended.stream()
            .filter((reservation) -> !reservation.discount().isZero())
            .map((reservation) -> reservation.id().value())
            .toList();
        if (!discounted.isEmpty()) {
            this.coupons.release(discounted);
        }
    }

    private boolean isUsed(Reservation reservation, IssuedCouponId coupon) {
        return of(reservation.id()).filter((used) -> used.id().equals(coupon)).isPresent();
    }

    private CouponPurchase purchase(Reservation reservation) {
        RoundTerms terms = this.rounds.terms(reservation.round());
        return new CouponPurchase(terms.performance().value(), terms.category().name(),
                reservation.amount().minus(reservation.bookingFee()), reservation.bookingFee());
    }

    private static Map<SeatId, Money> shares(Reservation reservation, Money discount) {
        List<Reservation.Seat> seats = new ArrayList<>(reservation.seats());
        List<Money> parts = Shares.split(discount, seats.stream().map(Reservation.Seat::price).toList());
        Map<SeatId, Money> shares = new HashMap<>();
        for (int index = 0; index < parts.size(); index++) {
            shares.put(seats.get(index).id(), parts.get(index));
        }
        return shares;
    }

}
