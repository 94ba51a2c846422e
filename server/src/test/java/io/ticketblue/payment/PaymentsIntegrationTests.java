package io.ticketblue.payment;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import io.ticketblue.IntegrationTest;
import io.ticketblue.TestServers;
import io.ticketblue.embedded.toss.TossOutcome;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

import static org.assertj.core.api.Assertions.assertThat;

/** The module as the application puts it together. */
@IntegrationTest
@RecordApplicationEvents
class PaymentsIntegrationTests {

    @Autowired
    private Payments payments;

    @Autowired
    private ApplicationEvents events;

    @Autowired
    private Clock clock;

    @Test
    void takesMoneyAndSendsItBack() {
        PaymentView order = this.payments.prepare(new PrepareOrder(ThreadLocalRandom.current().nextLong(), "buyer-1",
                new Money(55_000), "지킬 앤 하이드", this.clock.instant().plus(Duration.ofMinutes(7))));
        String key = TestServers.toss().pay(order.orderId().value(), 55_000, TossOutcome.APPROVE);
        this.payments.start(new StartPayment(order.orderId(), key, order.amount()));
        PaymentView captured = this.payments.settle(order.orderId());
        RefundId refund = this.payments.requestRefund(order.orderId(), captured.amount(), "취소");
        PaymentView refunded = this.payments.refund(refund);

        assertThat(refunded.status()).isEqualTo(PaymentStatus.REFUNDED);
        assertThat(TestServers.toss().refunded(order.orderId().value())).isEqualTo(55_000);
        assertThat(this.events.stream(PaymentCaptured.class)).containsExactly(new PaymentCaptured(captured));
        assertThat(this.events.stream(PaymentRefunded.class))
            .containsExactly(new PaymentRefunded(refunded, refund, captured.amount()));
    }

    @Test
    void tellsPagesHowToShowThePaymentWindow() {
        assertThat(this.payments.checkoutKeys().clientKey()).isEqualTo(TestServers.toss().clientKey());
        assertThat(this.payments.checkoutKeys().scriptUrl()).hasToString(TestServers.toss().url() + "/v2/standard");
    }

}
