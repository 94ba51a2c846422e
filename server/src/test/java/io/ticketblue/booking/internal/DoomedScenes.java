package io.ticketblue.booking.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.ticketblue.ServerProcess;
import io.ticketblue.TestServers;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.internal.Guests.Guest;
import io.ticketblue.booking.internal.Guests.Strike;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.coupon.CouponId;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.PaymentMethod;
import io.ticketblue.payment.RefundAccount;
import io.ticketblue.payment.internal.HaltingPoints;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is under way in the rounds of a test when the server dies: people, the requests
 * that stand still, and how everything has to end.
 */
final class DoomedScenes {

    private static final List<String> PAYING = List.of(HaltingPoints.BEFORE_COMMIT, HaltingPoints.AFTER_COMMIT,
            HaltingPoints.STARTED, HaltingPoints.BEFORE_CONFIRM, HaltingPoints.AFTER_CONFIRM,
            HaltingPoints.BEFORE_CAPTURE_COMMIT, HaltingPoints.AFTER_CAPTURE_COMMIT);

    private static final List<String> MAKING_AN_ACCOUNT = List.of(HaltingPoints.BEFORE_CONFIRM,
            HaltingPoints.AFTER_CONFIRM, HaltingPoints.BEFORE_ACCOUNT_COMMIT, HaltingPoints.AFTER_ACCOUNT_COMMIT);

    private static final List<String> GIVING_BACK = List.of(HaltingPoints.BEFORE_COMMIT, HaltingPoints.AFTER_COMMIT,
            HaltingPoints.CANCELLED, HaltingPoints.BEFORE_REFUND, HaltingPoints.AFTER_REFUND,
            HaltingPoints.BEFORE_REFUND_COMMIT, HaltingPoints.AFTER_REFUND_COMMIT);

    private static final List<String> ORDERING = List.of(HaltingPoints.BEFORE_COMMIT, HaltingPoints.AFTER_COMMIT);

    /** All that there is. */
    final List<Scene> all = new ArrayList<>();

    /** The requests that stand, each at one point. */
    final List<Strike> strikes = new ArrayList<>();

    /** Who pays by card, in the order of the steps. */
    final List<Scene> paying = new ArrayList<>();

    /** Who gives one seat of three back, in the order of the steps. */
    final List<Scene> cancelling = new ArrayList<>();

    /** Who is just given an account to transfer to. */
    final List<Scene> accounts = new ArrayList<>();

    private final Guests guests;

    private final Bookings bookings;

    private final RoundId round;

    private final RoundId cancelledRound;

    private final CouponId aThird;

    private final CouponId everything;

    private final TossSimulator toss = TestServers.toss();

    /**
     * Makes what stands still.
     * @param cancelledRound the round that the organiser will cancel
     * @param aThird a coupon for a part of the price of three seats
     * @param everything a coupon for all of it
     */
    DoomedScenes(Guests guests, Bookings bookings, RoundId round, RoundId cancelledRound, CouponId aThird,
            CouponId everything) {
        this.guests = guests;
        this.bookings = bookings;
        this.round = round;
        this.cancelledRound = cancelledRound;
        this.aThird = aThird;
        this.everything = everything;
        stand();
        bookCancelledRound();
        scene(guests.in(round), ReservationStatus.HELD);
    }

    /** People who wait for a deposit, which will come. */
    List<Scene> awaiting(int count) {
        return Stream.generate(() -> scene(awaiting(this.round), ReservationStatus.CONFIRMED)).limit(count).toList();
    }

    /** Somebody whose account is to be closed before the deposit comes. */
    Scene late() {
        return scene(awaiting(this.round), ReservationStatus.EXPIRED);
    }

    /**
     * Those whose cancellation was committed ask for the same once more, for they were
     * not answered.
     * @return the statuses of the answers
     */
    List<Integer> cancelAgain(ServerProcess server) {
        return this.cancelling.stream()
            .skip(GIVING_BACK.indexOf(HaltingPoints.AFTER_COMMIT))
            .map((scene) -> scene.guest().cancels(1, "").at(server).status())
            .toList();
    }

    /** Somebody who pays while the provider is slow. */
    Strike pays() {
        Guest guest = this.guests.in(this.round).ordered(this.aThird, PlaceOrder.simple());
        scene(guest, ReservationStatus.CONFIRMED);
        return guest.confirms(guest.approved(), "");
    }

    /** Somebody who gives everything back while the provider is slow. */
    Strike cancels() {
        Guest guest = this.guests.in(this.round).ordered(this.aThird, PlaceOrder.simple()).paid();
        scene(guest, ReservationStatus.CANCELLED);
        return guest.cancels(3, "");
    }

    /** Requests that stand still, each at one point. */
    private void stand() {
        for (String point : ORDERING) {
            boolean done = point.equals(HaltingPoints.AFTER_COMMIT);
            Guest free = this.guests.in(this.round);
            scene(free, done ? ReservationStatus.CONFIRMED : ReservationStatus.HELD);
            this.strikes.add(free.orders(this.everything, point));
            Guest cheaper = this.guests.in(this.round);
            scene(cheaper, ReservationStatus.HELD);
            this.strikes.add(cheaper.orders(this.aThird, point));
        }
        for (String point : PAYING) {
            Guest guest = this.guests.in(this.round).ordered(this.aThird, PlaceOrder.simple());
            this.paying.add(scene(guest, begun(point, ReservationStatus.HELD, ReservationStatus.CONFIRMED)));
            this.strikes.add(guest.confirms(guest.approved(), point));
        }
        for (String point : MAKING_AN_ACCOUNT) {
            Guest guest = this.guests.in(this.round).ordered(this.aThird, byTransfer());
            this.accounts.add(scene(guest, ReservationStatus.CONFIRMED));
            this.strikes.add(guest.confirms(guest.transfers(), point));
        }
        for (String point : GIVING_BACK) {
            Guest some = this.guests.in(this.round).ordered(this.aThird, PlaceOrder.simple()).paid();
            this.cancelling
                .add(scene(some, begun(point, ReservationStatus.CONFIRMED, ReservationStatus.PARTIALLY_CANCELLED)));
            this.strikes.add(some.cancels(1, point));
            Guest rest = this.guests.in(this.round).ordered(this.aThird, PlaceOrder.simple()).paid().cancelled(1);
            scene(rest, begun(point, ReservationStatus.PARTIALLY_CANCELLED, ReservationStatus.CANCELLED));
            this.strikes.add(rest.cancels(2, point));
            Guest angry = this.guests.in(this.round).ordered(null, PlaceOrder.simple()).paid();
            scene(angry, ReservationStatus.CONFIRMED);
            this.strikes.add(angry.isGiven(20_000, point));
        }
    }

    /** Four bookings, one that is just being paid, and one that waits for its deposit. */
    private void bookCancelledRound() {
        for (int i = 0; i < 4; i++) {
            scene(this.guests.in(this.cancelledRound)
                .ordered((i % 2 == 0) ? this.aThird : null, PlaceOrder.simple())
                .paid(), ReservationStatus.CANCELLED);
        }
        Guest paying = this.guests.in(this.cancelledRound).ordered(this.aThird, PlaceOrder.simple());
        // Its money goes straight back: it was no booking when the round was cancelled.
        scene(paying, ReservationStatus.EXPIRED);
        this.strikes.add(paying.confirms(paying.approved(), HaltingPoints.AFTER_CONFIRM));
        scene(awaiting(this.cancelledRound), ReservationStatus.EXPIRED);
    }

    private static ReservationStatus begun(String point, ReservationStatus before, ReservationStatus after) {
        return point.equals(HaltingPoints.BEFORE_COMMIT) ? before : after;
    }

    private Guest awaiting(RoundId of) {
        Guest guest = this.guests.in(of).ordered(this.aThird, byTransfer());
        this.bookings.confirm(guest.buyer(), guest.transfers());
        return guest;
    }

    private static PlaceOrder byTransfer() {
        return new PlaceOrder(null, PaymentMethod.VIRTUAL_ACCOUNT, new RefundAccount("88", "110-123-456789", "김관객"));
    }

    private Scene scene(Guest guest, ReservationStatus end) {
        Scene scene = new Scene(guest, end);
        this.all.add(scene);
        return scene;
    }

    /**
     * A reservation and how it ends.
     */
    final class Scene {

        private final Guest guest;

        private final ReservationStatus end;

        Scene(Guest guest, ReservationStatus end) {
            this.guest = guest;
            this.end = end;
        }

        Guest guest() {
            return this.guest;
        }

        ReservationStatus status() {
            return DoomedScenes.this.bookings.reservation(this.guest.buyer(), this.guest.hold().id()).status();
        }

        /** What the provider has kept of what was ordered. */
        long keptByProvider() {
            return DoomedScenes.this.toss.captured(this.guest.order())
                    - DoomedScenes.this.toss.refunded(this.guest.order());
        }

        /** The buyer transfers the money. */
        void deposit() {
            DoomedScenes.this.toss.deposit(this.guest.order(), this.guest.amount());
        }

        void isOver() {
            assertThat(status()).as("reservation " + this.guest.hold().id()).isEqualTo(this.end);
        }

    }

}
