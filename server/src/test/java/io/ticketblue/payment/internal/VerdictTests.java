package io.ticketblue.payment.internal;

import java.time.Instant;
import java.util.List;

import io.ticketblue.payment.OrderId;
import io.ticketblue.payment.PaymentId;
import io.ticketblue.payment.PaymentStatus;
import io.ticketblue.payment.PaymentView;
import io.ticketblue.payment.RefundId;
import io.ticketblue.payment.RefundStatus;
import io.ticketblue.shared.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class VerdictTests {

    private static final Instant AT = Instant.parse("2026-12-01T10:00:00Z");

    private final PaymentRow ordered = new PaymentRow(
            new PaymentView(new PaymentId(1), new OrderId("tb-order"), 7, PaymentStatus.CONFIRMING, new Money(1000),
                    Money.ZERO, "안개 주파수", "buyer", Instant.EPOCH, "key", null, null, null, null, null),
            Money.ZERO, Money.ZERO, Money.ZERO, 1, 1, null, null);

    @Test
    void believesOnlyWhatWasOrdered() {
        assertThat(verdict("key", "tb-order", "DONE", "KRW", 1000, 1000)).isInstanceOf(Verdict.Captured.class);
        assertThat(verdict("key", "tb-order", "DONE", "KRW", 999, 999))
            .isEqualTo(new Verdict.WronglyTaken(shown("key", "tb-order", "DONE", "KRW", 999, 999), "AMOUNT_MISMATCH"));
        assertThat(verdict("key", "tb-order", "DONE", "USD", 1000, 1000)).isEqualTo(
                new Verdict.WronglyTaken(shown("key", "tb-order", "DONE", "USD", 1000, 1000), "AMOUNT_MISMATCH"));
        assertThat(verdict("key", "tb-order", "PARTIAL_CANCELED", "KRW", 1000, 400)).isEqualTo(new Verdict.WronglyTaken(
                shown("key", "tb-order", "PARTIAL_CANCELED", "KRW", 1000, 400), "AMOUNT_MISMATCH"));
    }

    @Test
    void touchesNoMoneyOfAnotherOrder() {
        assertThat(verdict("key", "tb-other", "DONE", "KRW", 1000, 1000)).isInstanceOf(Verdict.NothingTaken.class);
        assertThat(verdict("other", "tb-order", "DONE", "KRW", 1000, 1000)).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void closesAnAccountToTransferTo() {
        assertThat(verdict("key", "tb-order", "WAITING_FOR_DEPOSIT", "KRW", 1000, 1000))
            .isEqualTo(new Verdict.ToClose(new Money(1000), "NOT_SUPPORTED_METHOD"));
    }

    @ParameterizedTest
    @CsvSource({ "IN_PROGRESS, Open", "READY, Open", "ABORTED, NothingTaken", "EXPIRED, NothingTaken",
            "SOMETHING_NEW, Unknown" })
    void concludesNothingFromAStatusThatItDoesNotKnow(String status, String verdict) {
        assertThat(verdict("key", "tb-order", status, "KRW", 1000, 1000).getClass().getSimpleName()).isEqualTo(verdict);
    }

    @Test
    void moneyThatWentBackAlreadyIsNotKept() {
        assertThat(verdict("key", "tb-order", "CANCELED", "KRW", 1000, 0))
            .isEqualTo(new Verdict.NothingTaken("CANCELED", ""));
    }

    @Test
    void findsARefundByItsMark() {
        RefundRow refund = refund(5, 300, RefundStatus.REQUESTED);
        ProviderPayment.Cancel cancel = cancel("T1", refund.markedReason(), 300);
        assertThat(RefundVerdict.of(refund, List.of(refund), shown(700, cancel)))
            .isEqualTo(new RefundVerdict.Done("T1", AT));
        RefundRow other = refund(55, 300, RefundStatus.REQUESTED);
        assertThat(RefundVerdict.of(other, List.of(refund, other), shown(700, cancel)))
            .isEqualTo(new RefundVerdict.Open(new Money(700)));
    }

    @Test
    void countsWhatStaffGaveBackAtTheProviderOnce() {
        RefundRow first = refund(5, 300, RefundStatus.REQUESTED);
        ProviderPayment shown = shown(700, cancel("T1", "by hand", 300));
        assertThat(RefundVerdict.of(first, List.of(first), shown)).isEqualTo(new RefundVerdict.ByHand(shown, AT));
        RefundRow done = refund(5, 300, RefundStatus.DONE);
        RefundRow second = refund(6, 300, RefundStatus.REQUESTED);
        assertThat(RefundVerdict.of(second, List.of(done, second), shown))
            .isEqualTo(new RefundVerdict.Open(new Money(700)));
    }

    @Test
    void whatStaffGaveBackBeforeIsNotThisRefund() {
        ProviderPayment shown = shown(700,
                new ProviderPayment.Cancel("T1", "goodwill", 300, "DONE", AT.minusSeconds(1)));
        RefundRow refund = refund(5, 300, RefundStatus.REQUESTED);
        assertThat(RefundVerdict.of(refund, List.of(refund), shown)).isEqualTo(new RefundVerdict.Open(new Money(700)));
    }

    @Test
    void whatStoodForAnEarlierRefundDoesNotHideWhatStaffGaveBackLater() {
        Instant later = AT.plusSeconds(60);
        ProviderPayment shown = shown(400, cancel("T1", "by hand", 300),
                new ProviderPayment.Cancel("T2", "by hand", 300, "DONE", later));
        RefundRow done = refund(5, 300, RefundStatus.DONE);
        RefundRow second = new RefundRow(new RefundId(6), new PaymentId(1), new Money(300), "취소",
                RefundStatus.REQUESTED, 1, 1, null, later);
        assertThat(RefundVerdict.of(second, List.of(done, second), shown))
            .isEqualTo(new RefundVerdict.ByHand(shown, later));
    }

    @Test
    void refusesWhatIsNotThereAnyMore() {
        RefundRow refund = refund(5, 800, RefundStatus.REQUESTED);
        assertThat(RefundVerdict.of(refund, List.of(refund), shown(700, cancel("T1", "by hand", 300))))
            .isInstanceOf(RefundVerdict.Refused.class);
    }

    @Test
    void aLongReasonKeepsItsMark() {
        RefundRow refund = new RefundRow(new RefundId(Long.MAX_VALUE), new PaymentId(1), new Money(1), "사".repeat(200),
                RefundStatus.REQUESTED, 1, 1, null, AT);
        assertThat(refund.markedReason()).hasSizeLessThanOrEqualTo(200);
        assertThat(refund.isIn(cancel("T1", refund.markedReason(), 1))).isTrue();
    }

    private static RefundRow refund(long id, long amount, RefundStatus status) {
        return new RefundRow(new RefundId(id), new PaymentId(1), new Money(amount), "취소", status, 1, 1, null, AT);
    }

    private static ProviderPayment.Cancel cancel(String transaction, String reason, long amount) {
        return new ProviderPayment.Cancel(transaction, reason, amount, "DONE", AT);
    }

    private static ProviderPayment shown(long balance, ProviderPayment.Cancel... cancels) {
        return new ProviderPayment("key", "tb-order", "PARTIAL_CANCELED", "KRW", 1000, balance, null, null, null, null,
                null, List.of(cancels), null, null, null);
    }

    private Verdict verdict(String key, String order, String status, String currency, long total, long balance) {
        return Verdict.of(this.ordered, shown(key, order, status, currency, total, balance));
    }

    private static ProviderPayment shown(String key, String order, String status, String currency, long total,
            long balance) {
        return new ProviderPayment(key, order, status, currency, total, balance, null, null, null, null, null,
                List.of(), null, null, null);
    }

}
