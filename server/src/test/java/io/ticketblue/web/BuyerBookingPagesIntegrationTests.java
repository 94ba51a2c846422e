package io.ticketblue.web;

import java.util.Locale;

import io.ticketblue.IntegrationTest;
import io.ticketblue.TestServers;
import io.ticketblue.booking.ReservationStatus;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.booking.RoundCancellations;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.embedded.toss.TossFault;
import io.ticketblue.embedded.toss.TossOperation;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.payment.OwedRefunds;
import io.ticketblue.payment.Payments;
import io.ticketblue.payment.RefundId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.MvcResult;

import static io.ticketblue.web.Theatre.body;
import static io.ticketblue.web.Theatre.redirect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** A booking afterwards: what it says, and cancelling seats of it. */
@IntegrationTest
class BuyerBookingPagesIntegrationTests {

    @Autowired
    private Payments payments;

    @Autowired
    private OwedRefunds owedRefunds;

    @Autowired
    private RoundCancellations cancellations;

    private Theatre.Buyer buyer;

    private RoundId round;

    @BeforeEach
    void openTheHouseAndSignIn(@Autowired ApplicationContext application) throws Exception {
        Theatre theatre = Theatre.in(application);
        this.round = theatre.round(90_000, 1_000);
        this.buyer = theatre.buyer();
    }

    @Test
    void cancelsOnlyWhenTheCodeIsWritten() throws Exception {
        ReservationView reservation = paid();
        String page = "/bookings/" + reservation.id();
        assertThat(this.buyer.open(page)).contains(page + "/cancel");
        this.buyer.send(post(page + "/cancel").param("confirmation", "wrong").param("seats", seats(reservation)));
        MvcResult none = this.buyer
            .send(post(page + "/cancel").param("confirmation", reservation.code()).param("reason", "일정 변경"));
        assertThat(redirect(none)).isEqualTo(page + "#cancel");
        assertThat(this.buyer.openAfter(none))
            .contains("id=\"seats-error\"", "class=\"error\"", "일정 변경", reservation.code())
            .doesNotContain("checked=\"checked\"");
        assertThat(this.buyer.status(reservation)).isEqualTo(ReservationStatus.CONFIRMED);
        this.buyer.send(post(page + "/cancel")
            .param("confirmation", reservation.code().replace("-", "").toLowerCase(Locale.ROOT))
            .param("seats", seats(reservation)));
        assertThat(this.buyer.status(reservation)).isEqualTo(ReservationStatus.CANCELLED);
        assertThat(this.buyer.open(page)).doesNotContain(page + "/cancel");
    }

    @Test
    void offersAllBookingsWhereNoneIsInTheChosenState() throws Exception {
        assertThat(this.buyer.open("/bookings")).contains("예매한 공연이 없습니다");
        paid();
        assertThat(this.buyer.open("/bookings?status=PARTIALLY_CANCELLED")).contains("이 상태의 예매가 없습니다", "전체 보기")
            .doesNotContain("예매한 공연이 없습니다");
    }

    @Test
    void tellsAHoldThatWasGivenBackFromOneThatLapsed() throws Exception {
        ReservationView hold = this.buyer.hold(this.round, 1);
        this.buyer.send(post("/bookings/" + hold.id() + "/release"));
        assertThat(this.buyer.open("/bookings")).contains("선점 취소");
        assertThat(this.buyer.open("/bookings/" + hold.id())).contains("결제하지 않고 좌석을 취소한").doesNotContain("결제 기한이 지나");
    }

    @Test
    void givesOneSeatBackForTheFeeThatWasShown() throws Exception {
        ReservationView reservation = paid();
        String page = "/bookings/" + reservation.id();
        String seat = seats(reservation)[0];
        String quote = body(this.buyer.ask(page + "/cancellation?seats=" + seat));
        assertThat(quote).contains("id=\"quote\"", "name=\"fee\" value=\"0\"", "예매 후 24시간 이내 무료")
            .doesNotContain("<html");
        assertThat(quote).contains("91,000원", "쿠폰 할인을 뺀");
        assertThat(this.buyer.open(page)).doesNotContain("최종 결제 금액");
        assertThat(body(this.buyer.ask(page + "/cancellation"))).contains("좌석을 선택하면").doesNotContain("name=\"fee\"");
        assertThat(this.buyer.open(page)).contains("전체 선택 (2매)")
            .doesNotContain("open=\"open\"", "checked=\"checked\"", "name=\"fee\"");
        assertThat(this.buyer.open(page + "?seats=" + seat)).contains("<details", "open=\"open\"")
            .containsOnlyOnce("checked=\"checked\"");
        this.buyer.send(post(page + "/cancel").param("confirmation", reservation.code())
            .param("seats", seat)
            .param("fee", "1"));
        assertThat(this.buyer.status(reservation)).isEqualTo(ReservationStatus.CONFIRMED);
        this.buyer.send(post(page + "/cancel").param("confirmation", reservation.code())
            .param("seats", seat)
            .param("fee", "0"));
        assertThat(this.buyer.status(reservation)).isEqualTo(ReservationStatus.PARTIALLY_CANCELLED);
        assertThat(this.buyer.open(page)).contains("class=\"gone\"", "환불 완료", ">182,000원<", ">−91,000원<", "최종 결제 금액",
                ">91,000원<");
        assertThat(this.buyer.open("/bookings")).contains("2석 중 1석 취소", "결제 182,000원");
    }

    @Test
    void saysHowFarARefundIs() throws Exception {
        ReservationView reservation = paid();
        String page = "/bookings/" + reservation.id();
        TestServers.toss().faults().next(TossOperation.CANCEL, TossFault.error("EXCEED_MAX_REFUND_DUE"));
        this.buyer
            .send(post(page + "/cancel").param("confirmation", reservation.code()).param("seats", seats(reservation)));
        assertThat(this.buyer.open(page)).contains("환불 처리 중", "담당자가 처리하고 있습니다").doesNotContain("환불 완료");
        RefundId refund = this.payments.refundsFor(reservation.id().value()).getFirst().id();
        this.owedRefunds.tryAgain(refund);
        assertThat(this.buyer.open(page)).contains("환불 완료", "182,000원").doesNotContain("환불 처리 중");
    }

    @Test
    void promisesNoSeatOfACancelledRoundWhileAPaymentIsChecked() throws Exception {
        TestServers.toss().faults().next(TossOperation.CONFIRM, TossFault.closeBefore());
        ReservationView reservation = paid();
        assertThat(this.buyer.status(reservation)).isEqualTo(ReservationStatus.PAYING);
        String page = "/bookings/" + reservation.id();
        assertThat(this.buyer.open(page)).contains("예매가 확정되고");
        this.cancellations.cancel(this.round, "출연자의 건강", 10);
        assertThat(this.buyer.open(page)).contains("주최 측 사정으로", "전액 돌려드리고").doesNotContain("예매가 확정되고", "입금하지 마세요");
    }

    private static String[] seats(ReservationView reservation) {
        return reservation.seats().stream().map((seat) -> seat.id().toString()).toArray(String[]::new);
    }

    private ReservationView paid() throws Exception {
        ReservationView reservation = this.buyer.hold(this.round, 2);
        this.buyer.pay(reservation, TossOutcome.APPROVE);
        return reservation;
    }

}
