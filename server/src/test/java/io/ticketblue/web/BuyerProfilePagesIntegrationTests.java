package io.ticketblue.web;

import io.ticketblue.IntegrationTest;
import io.ticketblue.accounts.Accounts;
import io.ticketblue.booking.Bookings;
import io.ticketblue.booking.ReservationView;
import io.ticketblue.catalog.RoundId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import static io.ticketblue.web.Theatre.body;
import static io.ticketblue.web.Theatre.redirect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** A buyer’s profile, and withdrawing. */
@IntegrationTest
class BuyerProfilePagesIntegrationTests {

    @Autowired
    private Accounts accounts;

    @Autowired
    private Bookings bookings;

    private Theatre.Buyer buyer;

    private RoundId round;

    @BeforeEach
    void openTheHouseAndSignIn(@Autowired ApplicationContext application) throws Exception {
        Theatre theatre = Theatre.in(application);
        this.round = theatre.round(90_000, 1_000);
        this.buyer = theatre.buyer();
    }

    @Test
    void keepsTheProfileAndSaysWhatIsWrongAtTheField() throws Exception {
        assertThat(this.buyer.open("/profile")).contains(this.buyer.email(), "김관객");
        String refused = body(this.buyer
            .send(post("/profile/password").param("current", "wrong-7-words").param("password", "new-7-words")));
        assertThat(refused).contains("current-error");
        assertThat(redirect(this.buyer.send(post("/profile").param("name", "김새이름")))).isEqualTo("/profile");
    }

    @Test
    void namesTheBookingsThatKeepAnAccountFromBeingClosed() throws Exception {
        ReservationView held = this.buyer.hold(this.round, 2);
        assertThat(withdraw()).isEqualTo("/profile#withdrawal");
        String refused = this.buyer.open("/profile");
        assertThat(refused).contains("예매가 1건 있어", "/bookings/" + held.id() + "\"", "한밤의 &amp; &lt;도서관&gt;", "365일");
        assertThat(this.buyer.open("/profile")).as("only once").doesNotContain("/bookings/" + held.id() + "\"");
        this.bookings.release(this.buyer.id(), held.id());
        assertThat(withdraw()).isEqualTo("/");
        assertThat(this.accounts.accountOf(this.buyer.email())).isEmpty();
    }

    private String withdraw() throws Exception {
        return redirect(this.buyer.send(post("/profile/withdrawal").param("password", Theatre.PASSWORD)));
    }

}
