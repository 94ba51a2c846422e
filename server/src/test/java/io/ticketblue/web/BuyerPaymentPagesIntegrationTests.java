package io.ticketblue.web;

import java.util.Locale;

import io.ticketblue.IntegrationTest;
import io.ticketblue.TestServers;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.embedded.toss.TossOutcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.MvcResult;

import static io.ticketblue.web.Theatre.body;
import static io.ticketblue.web.Theatre.redirect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** From a hold to a booking, paid or free. */
@IntegrationTest
class BuyerPaymentPagesIntegrationTests {

    private Theatre theatre;

    private Theatre.Buyer buyer;

    private RoundId round;

    @BeforeEach
    void openTheHouseAndSignIn(@Autowired ApplicationContext application) throws Exception {
        this.theatre = Theatre.in(application);
        this.round = this.theatre.round(90_000, 1_000);
        this.buyer = this.theatre.buyer();
    }

    @Test
    void booksWhatIsFreeByTheButtonAndNotByLooking() throws Exception {
        ReservationView reservation = this.buyer.hold(this.theatre.round(0, 0), 1);
        String checkout = "/checkout/" + reservation.id();
        assertThat(this.buyer.open(checkout)).contains("무료로 예매하기", "0원").doesNotContain("/v2/standard");
        assertThat(this.buyer.status(reservation)).isEqualTo(ReservationStatus.HELD);
        for (int time = 0; time < 2; time++) {
            assertThat(redirect(this.buyer.send(post(checkout)))).isEqualTo("/bookings/" + reservation.id() + "?paid");
        }
        assertThat(this.buyer.status(reservation)).isEqualTo(ReservationStatus.CONFIRMED);
        assertThat(this.buyer.open("/bookings/" + reservation.id() + "?paid=")).contains("예매가 완료되었습니다");
    }

    @Test
    void doesNotBookForFreeWhatCostsSomething() throws Exception {
        ReservationView reservation = this.buyer.hold(this.round, 2);
        assertThat(redirect(this.buyer.send(post("/checkout/" + reservation.id()))))
            .isEqualTo("/checkout/" + reservation.id());
        assertThat(this.buyer.status(reservation)).isEqualTo(ReservationStatus.HELD);
    }

    @Test
    void leadsFromThePaymentToTheBookingHoweverOftenItIsAsked() throws Exception {
        ReservationView reservation = this.buyer.hold(this.round, 2);
        String order = this.buyer.order(reservation);
        String key = TestServers.toss().pay(order, reservation.amount().won(), TossOutcome.APPROVE);
        assertThat(this.buyer.open(back(order, key, reservation))).contains("id=\"confirm\"");
        String booking = "/bookings/" + reservation.id() + "?paid";
        for (int time = 0; time < 2; time++) {
            assertThat(redirect(this.buyer.confirm(reservation, order, key))).isEqualTo(booking);
        }
        assertThat(redirect(this.buyer.ask(back(order, key, reservation)))).isEqualTo(booking);
        assertThat(redirect(this.buyer.ask("/payments/" + order + "/failed")))
            .isEqualTo("/bookings/" + reservation.id());
        assertThat(this.buyer.open(booking)).contains(reservation.code(), ">카드</dd>");
        assertThat(this.buyer.open("/bookings")).contains(reservation.code());
        MvcResult english = this.buyer.send(get(booking).locale(Locale.ENGLISH).header("Accept-Language", "en"));
        assertThat(body(english)).contains(">Card</dd>");
    }

    @Test
    void saysThatNothingWasChargedWhenThePaymentIsDeclined() throws Exception {
        ReservationView reservation = this.buyer.hold(this.round, 2);
        String failed = redirect(this.buyer.pay(reservation, TossOutcome.DECLINE));
        assertThat(failed).endsWith("/failed?reason=declined");
        assertThat(this.buyer.open(failed)).contains("결제된 금액은 없습니다", "/checkout/" + reservation.id());
    }

    @Test
    void leadsBackToTheHoldWhenTheWindowWasClosedWithoutNamingTheOrder() throws Exception {
        ReservationView reservation = this.buyer.hold(this.round, 2);
        assertThat(this.buyer.open("/payments/fail?code=PAY_PROCESS_CANCELED")).contains("결제창이 닫혔습니다",
                "/checkout/" + reservation.id());
    }

    private static String back(String order, String key, ReservationView reservation) {
        return "/payments/success?paymentKey=" + key + "&orderId=" + order + "&amount=" + reservation.amount().won();
    }

}
