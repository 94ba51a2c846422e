package io.ticketblue.payment.internal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import io.ticketblue.payment.ProviderMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TossAnswersTests {

    private static final String PAYMENT = """
            {"paymentKey": "key", "orderId": "tb-order", "status": "DONE", "currency": "KRW", "totalAmount": 1000,
             "balanceAmount": 700, "method": "카드", "approvedAt": "2026-12-01T19:00:00+09:00", "somethingNew": [1],
             "receipt": {"url": "https://receipt.example"}, "failure": null,
             "cancels": [{"transactionKey": "T1", "cancelReason": "r", "cancelAmount": 300, "cancelStatus": "DONE"}]}
            """;

    private static final String TRANSACTION = """
            {"mId": "shop", "paymentKey": "key", "transactionKey": "T1", "orderId": "tb-order", "status": "CANCELED",
             "currency": "KRW", "amount": 300, "transactionAt": "2026-12-01T19:00:00+09:00"}""";

    @Test
    void readsAPayment() {
        assertThat(read(200, PAYMENT)).isInstanceOfSatisfying(ProviderAnswer.Found.class, (found) -> {
            ProviderPayment payment = found.payment();
            assertThat(payment.total()).isEqualTo(1000);
            assertThat(payment.balance()).isEqualTo(700);
            assertThat(payment.approvedAt()).isEqualTo(Instant.parse("2026-12-01T10:00:00Z"));
            assertThat(payment.failureCode()).isNull();
            assertThat(payment.cancels()).containsExactly(new ProviderPayment.Cancel("T1", "r", 300, "DONE", null));
        });
    }

    @ParameterizedTest
    @CsvSource({ "카드, CARD", "CARD, CARD", "Card, CARD", "가상계좌, VIRTUAL_ACCOUNT", "VIRTUAL_ACCOUNT, VIRTUAL_ACCOUNT",
            "Virtual account, VIRTUAL_ACCOUNT", "간편결제, EASY_PAY", "EASY_PAY, EASY_PAY", "휴대폰, MOBILE_PHONE",
            "MOBILE_PHONE, MOBILE_PHONE", "계좌이체, TRANSFER", "TRANSFER, TRANSFER", "문화상품권, CULTURE_GIFT_CERTIFICATE",
            "CULTURE_GIFT_CERTIFICATE, CULTURE_GIFT_CERTIFICATE", "도서문화상품권, BOOK_GIFT_CERTIFICATE",
            "게임문화상품권, GAME_GIFT_CERTIFICATE", "사진으로 결제, OTHER" })
    void readsHowItWasPaidInBothLanguages(String name, ProviderMethod method) {
        assertThat(read(200, PAYMENT.replace("카드", name))).isInstanceOfSatisfying(ProviderAnswer.Found.class,
                (found) -> assertThat(found.payment().method()).isEqualTo(method));
        assertThat(read(200, PAYMENT.replace("\"카드\"", "null"))).isInstanceOfSatisfying(ProviderAnswer.Found.class,
                (found) -> assertThat(found.payment().method()).isNull());
    }

    @Test
    void readsAPaymentWithoutCancellations() {
        String answer = PAYMENT.replaceFirst("(?s)\"cancels\": .*]", "\"cancels\": null");
        assertThat(read(200, answer)).isInstanceOfSatisfying(ProviderAnswer.Found.class,
                (found) -> assertThat(found.payment().cancels()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "null", "[]", "<html>", "{\"paymentKey\": \"key\"}" })
    void anAnswerThatMakesNoSenseIsNoAnswer(String body) {
        assertThat(read(200, body)).isInstanceOf(ProviderAnswer.Silent.class);
        assertThat(read(500, body)).isInstanceOf(ProviderAnswer.Silent.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "paymentKey", "orderId", "status", "currency" })
    void aPaymentWithoutWhatMustBeThereIsNoAnswer(String name) {
        assertThat(read(200, PAYMENT.replaceFirst("\"" + name + "\": \"[^\"]*\"", "\"" + name + "\": null")))
            .isInstanceOf(ProviderAnswer.Silent.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "1000.5", "-1000", "\"1000\"", "1e30", "null" })
    void anAmountThatCannotBeWonIsNoAnswer(String amount) {
        assertThat(read(200, PAYMENT.replace("\"totalAmount\": 1000", "\"totalAmount\": " + amount)))
            .isInstanceOf(ProviderAnswer.Silent.class);
    }

    @Test
    void aRedirectIsNoAnswer() {
        assertThat(read(302, "{}")).isInstanceOf(ProviderAnswer.Silent.class);
    }

    @Test
    void theStatusAloneDoesNotTellWhetherARefusalIsForGood() {
        assertThat(refused(400, "PROVIDER_ERROR").isTemporary()).isTrue();
        assertThat(refused(400, "INVALID_API_KEY").isTemporary()).isTrue();
        assertThat(refused(401, "UNAUTHORIZED_KEY").isTemporary()).isTrue();
        assertThat(refused(409, "IDEMPOTENT_REQUEST_PROCESSING").isTemporary()).isTrue();
        assertThat(refused(429, "ANY").isTemporary()).isTrue();
        assertThat(refused(500, "ANY").isTemporary()).isTrue();
        assertThat(refused(400, "INVALID_STOPPED_CARD").isTemporary()).isFalse();
        assertThat(refused(403, "REJECT_CARD_COMPANY").isTemporary()).isFalse();
        assertThat(refused(404, "NOT_FOUND_PAYMENT_SESSION").isTemporary()).isFalse();
    }

    @Test
    void readsAListOfTransactions() {
        assertThat(list(200, "[" + TRANSACTION + "]"))
            .isEqualTo(new ProviderList.Answer.Listed(List.of(new ProviderTransaction("key", "T1", "tb-order",
                    "CANCELED", 300, Instant.parse("2026-12-01T10:00:00Z")))));
        // The provider does not say whether what went back is less than nothing.
        assertThat(list(200, "[" + TRANSACTION.replace("300", "-300") + "]"))
            .isEqualTo(list(200, "[" + TRANSACTION + "]"));
        assertThat(list(200, "[]")).isEqualTo(new ProviderList.Answer.Listed(List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "T1" | ""
            "T1" | "T 1"
            "T1" | "거래"
            "T1" | 5
            "key" | null
            300 | 300.5
            300 | 1e30
            300 | "300"
            300 | 99999999999999999
            "KRW" | "USD"
            "CANCELED" | "CANCELED_BY_SOMEBODY_WHO_LIKES_LONG_WORDS"
            "2026-12-01T19:00:00+09:00" | "yesterday"
            "2026-12-01T19:00:00+09:00" | null""")
    void aListThatMakesNoSenseIsNoAnswer(String right, String wrong) {
        String body = "[" + TRANSACTION + "," + TRANSACTION.replace(right, wrong) + "]";
        assertThat(list(200, body)).isInstanceOfSatisfying(ProviderList.Answer.Failed.class, (failed) -> {
            assertThat(failed.temporary()).isTrue();
            assertThat(failed.why()).hasSizeLessThanOrEqualTo(200);
        });
    }

    @Test
    void tellsWhetherAListMayComeLater() {
        assertThat(list(429, "{\"code\": \"ANY\"}")).isEqualTo(new ProviderList.Answer.Failed("ANY", true));
        assertThat(list(400, "{\"code\": \"INVALID_REQUEST\"}"))
            .isEqualTo(new ProviderList.Answer.Failed("INVALID_REQUEST", false));
        for (String body : new String[] { "", "null", "{}", "<html>", "[null]", "[[]]", "[{}]" }) {
            assertThat(list(200, body)).as(body).isInstanceOf(ProviderList.Answer.Failed.class);
            assertThat(list(500, body)).as(body).isInstanceOf(ProviderList.Answer.Failed.class);
        }
        assertThat(list(302, "[]")).isInstanceOf(ProviderList.Answer.Failed.class);
    }

    private static ProviderList.Answer list(int status, String body) {
        return TossAnswers.list(status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static ProviderAnswer.Refused refused(int status, String code) {
        return (ProviderAnswer.Refused) read(status, "{\"code\": \"" + code + "\", \"message\": \"why\"}");
    }

    private static ProviderAnswer read(int status, String body) {
        return TossAnswers.read(status, body.getBytes(StandardCharsets.UTF_8));
    }

}
