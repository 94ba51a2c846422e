package io.ticketblue.booking.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import io.ticketblue.ApiClient;
import io.ticketblue.ServerProcess;
import io.ticketblue.TestServers;
import io.ticketblue.accounts.AccountId;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.accounts.SignUp;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.CancelSeats;
import io.ticketblue.booking.Checkout;
import io.ticketblue.booking.HoldSeats;
import io.ticketblue.booking.PlaceOrder;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.coupon.CouponId;
import io.ticketblue.coupon.Coupons;
import io.ticketblue.coupon.IssuedCouponId;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.embedded.toss.TossSimulator;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.StartPayment;
import io.ticketblue.payment.internal.HaltingPoints;
import io.ticketblue.shared.Idempotent;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** People who book three seats each, and the requests in which a server dies. */
class Guests {

    private final Playhouse playhouse;

    private final Bookings bookings;

    private final Payments payments;

    private final Coupons coupons;

    private final Accounts accounts;

    private final ServletWebServerApplicationContext application;

    private final TossSimulator toss = TestServers.toss();

    private final Map<RoundId, Integer> nextSeat = new HashMap<>();

    Guests(Playhouse playhouse, Bookings bookings, Payments payments, Coupons coupons, Accounts accounts,
            ServletWebServerApplicationContext application) {
        this.playhouse = playhouse;
        this.bookings = bookings;
        this.payments = payments;
        this.coupons = coupons;
        this.accounts = accounts;
        this.application = application;
    }

    /** Somebody who holds the next three seats of a round. */
    Guest in(RoundId round) {
        String email = UUID.randomUUID() + "@example.com";
        AccountId id = this.accounts.register(new SignUp(email, Playhouse.PASSWORD, "김관객")).id();
        String token = here().signIn(email, Playhouse.PASSWORD).text("accessToken");
        int seat = this.nextSeat.merge(round, 3, Integer::sum) - 3;
        ReservationView hold = this.bookings
            .hold(new HoldSeats(id, round, this.playhouse.seats(round).subList(seat, seat + 3)));
        return new Guest(id, token, hold, null);
    }

    private ApiClient here() {
        return ApiClient.at(Objects.requireNonNull(this.application.getWebServer()).getPort());
    }

    /** A request that does not come back. */
    interface Strike {

        ApiClient.Answer at(ServerProcess server);

    }

    /** Somebody with three seats. */
    final class Guest {

        private final AccountId buyer;

        private final String token;

        private final ReservationView hold;

        private final @Nullable Checkout checkout;

        Guest(AccountId buyer, String token, ReservationView hold, @Nullable Checkout checkout) {
            this.buyer = buyer;
            this.token = token;
            this.hold = hold;
            this.checkout = checkout;
        }

        AccountId buyer() {
            return this.buyer;
        }

        ReservationView hold() {
            return this.hold;
        }

        String order() {
            return checkout().orderId().value();
        }

        long amount() {
            return checkout().amount().won();
        }

        private Checkout checkout() {
            return Objects.requireNonNull(this.checkout);
        }

        Guest ordered(@Nullable CouponId coupon, PlaceOrder wish) {
            IssuedCouponId issued = (coupon != null) ? issued(coupon) : null;
            return new Guest(this.buyer, this.token, this.hold, Guests.this.bookings.order(this.buyer, this.hold.id(),
                    new PlaceOrder(issued, wish.method(), wish.refundAccount())));
        }

        private IssuedCouponId issued(CouponId coupon) {
            return Guests.this.coupons.issue(this.buyer, coupon).id();
        }

        StartPayment approved() {
            return started(Guests.this.toss.pay(order(), amount(), TossOutcome.APPROVE));
        }

        StartPayment transfers() {
            return started(Guests.this.toss.payByTransfer(order(), amount()));
        }

        private StartPayment started(String key) {
            return new StartPayment(checkout().orderId(), key, checkout().amount());
        }

        /** Through a server that does not die, as the next. */
        Guest paid() {
            Guests.this.bookings.confirm(this.buyer, approved());
            return this;
        }

        Guest cancelled(int count) {
            Guests.this.bookings.cancel(this.buyer, this.hold.id(),
                    new CancelSeats(Set
                        .copyOf(this.hold.seats().subList(0, count).stream().map(ReservationView.Seat::id).toList()),
                            "일정이 바뀌었어요", null));
            return this;
        }

        Strike orders(CouponId coupon, String point) {
            issued(coupon);
            return posts("/api/reservations/" + this.hold.id() + "/orders", Map.of("couponId", coupon.value()), point);
        }

        Strike confirms(StartPayment start, String point) {
            return posts("/api/payments/confirm", Map.of("paymentKey", start.paymentKey(), "orderId",
                    start.orderId().value(), "amount", start.amount().won()), point);
        }

        /** Gives the last seats back. */
        Strike cancels(int count, String point) {
            Map<String, Object> wish = new HashMap<>(Map.of("reason", "일정이 바뀌었어요"));
            wish.put("seatIds",
                    this.hold.seats().subList(3 - count, 3).stream().map((seat) -> seat.id().value()).toList());
            return (server) -> at(server, point).header(Idempotent.KEY, "give-back-" + this.hold.id())
                .post("/api/reservations/" + this.hold.id() + "/cancellations", wish);
        }

        /** Staff send money back by hand. */
        Strike isGiven(long won, String point) {
            String staffToken = here().newStaffToken();
            long payment = Guests.this.payments.payment(checkout().orderId()).id().value();
            Map<String, Object> wish = Map.of("amount", won, "reason", "사과의 뜻으로", "refundable", amount());
            return (server) -> ApiClient.at(server.port())
                .with(staffToken)
                .header(HaltingPoints.HEADER, point)
                .post("/api/admin/payments/" + payment + "/refunds", wish);
        }

        private Strike posts(String path, Map<String, ?> body, String point) {
            return (server) -> at(server, point).post(path, body);
        }

        private ApiClient at(ServerProcess server, String point) {
            return ApiClient.at(server.port()).with(this.token).header(HaltingPoints.HEADER, point);
        }

    }

}
