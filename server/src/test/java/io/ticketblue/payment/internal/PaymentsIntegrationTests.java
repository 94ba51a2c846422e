package io.ticketblue.payment.internal;

import io.ticketblue.IntegrationTest;
import io.ticketblue.TestServers;
import io.ticketblue.payment.Payments;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** The module as the application puts it together. */
@IntegrationTest
class PaymentsIntegrationTests {

    @Autowired
    private Payments payments;

    @Test
    void tellsPagesHowToShowThePaymentWindow() {
        assertThat(this.payments.checkoutKeys().clientKey()).isEqualTo(TestServers.toss().clientKey());
        assertThat(this.payments.checkoutKeys().scriptUrl()).hasToString(TestServers.toss().url() + "/v2/standard");
    }

}
