package io.ticketblue.web;

import java.util.List;

import io.ticketblue.IntegrationTest;
import io.ticketblue.catalog.RoundId;
import io.ticketblue.catalog.SeatId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MvcResult;

import static io.ticketblue.web.Theatre.body;
import static io.ticketblue.web.Theatre.redirect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** Choosing seats, with and without script. */
@IntegrationTest
class SeatPagesIntegrationTests {

    private Theatre theatre;

    private Theatre.Buyer buyer;

    private RoundId round;

    private List<SeatId> seats;

    @BeforeEach
    void openTheHouseAndSignIn(@Autowired ApplicationContext application) throws Exception {
        this.theatre = Theatre.in(application);
        this.round = this.theatre.round(90_000, 1_000);
        this.seats = this.theatre.seats(this.round);
        this.buyer = this.theatre.buyer();
    }

    @Test
    void holdsSeatsWithoutScript() throws Exception {
        MvcResult held = this.buyer.send(post("/rounds/" + this.round + "/hold").accept(MediaType.TEXT_HTML)
            .param("seat", this.seats.get(0).toString(), this.seats.get(1).toString()));
        String checkout = redirect(held);
        assertThat(checkout).startsWith("/checkout/");
        assertThat(this.buyer.open(checkout)).contains("182,000원 결제하기", "/v2/standard");
        assertThat(this.buyer.open("/rounds/" + this.round + "/seats")).contains(checkout);
    }

    @Test
    void saysTheLimitAndOnlyWhatIsThere() throws Exception {
        assertThat(refusal(this.seats.subList(0, 5))).endsWith("4석입니다.");
        assertThat(this.buyer.open("/rounds/" + this.round + "/seats")).contains("data-limit=\"4\" data-owned=\"0\"",
                "최대 4매");
        this.buyer.hold(this.round, 3);
        assertThat(this.buyer.open("/rounds/" + this.round + "/seats")).contains("data-limit=\"4\" data-owned=\"3\"",
                "최대 1매");
        assertThat(refusal(this.seats.subList(3, 5))).endsWith("4석입니다. 이미 3석이 있습니다.");
    }

    @Test
    void namesTheSeatsThatOthersHaveTakenToTheScript() throws Exception {
        this.theatre.buyer().hold(this.round, 1);
        MvcResult refused = this.buyer.send(post("/rounds/" + this.round + "/hold").accept(MediaType.APPLICATION_JSON)
            .param("seat", this.seats.get(0).toString(), this.seats.get(1).toString()));
        assertThat(refused.getResponse().getStatus()).isEqualTo(409);
        assertThat(body(refused)).contains("booking.seats-taken").contains("\"seats\":[" + this.seats.getFirst() + "]");
    }

    private String refusal(List<SeatId> seats) throws Exception {
        MvcResult refused = this.buyer.send(post("/rounds/" + this.round + "/hold").accept(MediaType.TEXT_HTML)
            .param("seat", seats.stream().map(SeatId::toString).toArray(String[]::new)));
        return String.valueOf(refused.getFlashMap().get("refusal"));
    }

}
