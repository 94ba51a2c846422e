package io.ticketblue.embedded.toss;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Writes a payment as the provider's Payment object, API version 2022-11-16
 * (docs.tosspayments.com/reference#payment-객체).
 *
 * @param baseUrl where receipts and payment windows are
 * @param clock tells which accounts are too old
 */
record PaymentJson(String baseUrl, Clock clock) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX")
        .withZone(ZoneOffset.ofHours(9));

    Map<String, @Nullable Object> of(SimulatedPayment payment, Language language) {
        CheckoutRequest request = payment.request();
        boolean chosen = payment.status() != PaymentStatus.READY;
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("mId", "tosssimulator");
        json.put("lastTransactionKey", payment.lastTransactionKey());
        json.put("paymentKey", payment.paymentKey());
        json.put("orderId", request.orderId());
        json.put("orderName", request.orderName());
        json.put("taxExemptionAmount", 0);
        json.put("status", payment.status().name());
        json.put("requestedAt", time(payment.requestedAt()));
        json.put("approvedAt", time(payment.approvedAt()));
        json.put("useEscrow", false);
        json.put("cultureExpense", false);
        putMethod(json, payment, language);
        json.put("virtualAccount", virtualAccount(payment));
        json.put("mobilePhone", null);
        json.put("giftCertificate", null);
        json.put("cashReceipt", null);
        json.put("cashReceipts", null);
        json.put("discount", null);
        json.put("cancels", payment.cancels().isEmpty() ? null : cancels(payment));
        json.put("secret", secret(payment));
        json.put("type", "NORMAL");
        json.put("country", "KR");
        json.put("failure", failure(payment, language));
        json.put("isPartialCancelable", true);
        json.put("receipt", payment.status().isCaptured()
                ? Map.of("url", this.baseUrl + "/receipt/" + payment.paymentKey()) : null);
        json.put("checkout", Map.of("url", windowUrl(payment)));
        putAmounts(json, payment);
        json.put("method", chosen ? request.method().label(language) : null);
        json.put("version", "2022-11-16");
        json.put("metadata", null);
        return json;
    }

    static String secret(SimulatedPayment payment) {
        return "ps_" + Fingerprint.letters(payment.paymentKey(), 28);
    }

    private @Nullable Map<String, @Nullable Object> virtualAccount(SimulatedPayment payment) {
        VirtualAccount account = payment.account();
        if (account == null) {
            return null;
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("accountType", "일반");
        json.put("accountNumber", account.number());
        json.put("bankCode", account.bank());
        json.put("customerName", account.holder());
        json.put("dueDate", time(account.dueDate()));
        json.put("refundStatus", refundStatus(payment));
        json.put("expired",
                payment.status() == PaymentStatus.WAITING_FOR_DEPOSIT && account.isExpiredAt(this.clock.instant()));
        json.put("settlementStatus", "INCOMPLETED");
        json.put("refundReceiveAccount", null);
        return json;
    }

    private static String refundStatus(SimulatedPayment payment) {
        return (payment.refunded() > 0) ? "COMPLETED" : "NONE";
    }

    String windowUrl(SimulatedPayment payment) {
        return this.baseUrl + "/window/" + payment.paymentKey();
    }

    static @Nullable String time(@Nullable Instant instant) {
        return (instant != null) ? TIME.format(instant) : null;
    }

    private static void putAmounts(Map<String, @Nullable Object> json, SimulatedPayment payment) {
        long balance = payment.balance();
        long vat = Math.round(balance / 11.0);
        json.put("currency", "KRW");
        json.put("totalAmount", payment.request().amount());
        json.put("balanceAmount", balance);
        json.put("suppliedAmount", balance - vat);
        json.put("vat", vat);
        json.put("taxFreeAmount", 0);
    }

    private static void putMethod(Map<String, @Nullable Object> json, SimulatedPayment payment, Language language) {
        PaymentMethod method = payment.status().isCaptured() ? payment.request().method() : null;
        json.put("card", (method == PaymentMethod.CARD) ? card(payment, language) : null);
        json.put("transfer", (method == PaymentMethod.TRANSFER)
                ? Map.of("bankCode", "20", "settlementStatus", "INCOMPLETED") : null);
        json.put("easyPay", (method == PaymentMethod.TOSSPAY) ? easyPay(payment, language) : null);
    }

    private static Map<String, @Nullable Object> card(SimulatedPayment payment, Language language) {
        boolean english = language == Language.ENGLISH;
        String digits = Fingerprint.digits(payment.paymentKey(), 11);
        Map<String, @Nullable Object> card = new LinkedHashMap<>();
        card.put("issuerCode", "61");
        card.put("acquirerCode", "31");
        card.put("number", "43301234****" + digits.substring(0, 3) + "*");
        card.put("installmentPlanMonths", 0);
        card.put("isInterestFree", false);
        card.put("interestPayer", null);
        card.put("approveNo", digits.substring(3));
        card.put("useCardPoint", false);
        card.put("cardType", english ? "CREDIT" : "신용");
        card.put("ownerType", english ? "PERSONAL" : "개인");
        card.put("acquireStatus", "READY");
        card.put("amount", payment.request().amount());
        return card;
    }

    private static Map<String, Object> easyPay(SimulatedPayment payment, Language language) {
        Map<String, Object> easyPay = new LinkedHashMap<>();
        easyPay.put("provider", (language == Language.ENGLISH) ? "TOSSPAY" : "토스페이");
        easyPay.put("amount", payment.request().amount());
        easyPay.put("discountAmount", 0);
        return easyPay;
    }

    private static List<Map<String, @Nullable Object>> cancels(SimulatedPayment payment) {
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        for (Cancellation cancel : payment.cancels()) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("transactionKey", cancel.transactionKey());
            json.put("cancelReason", cancel.reason());
            json.put("taxExemptionAmount", 0);
            json.put("canceledAt", time(cancel.canceledAt()));
            json.put("transferDiscountAmount", 0);
            json.put("easyPayDiscountAmount", 0);
            json.put("receiptKey", null);
            json.put("cancelStatus", "DONE");
            json.put("cancelRequestId", null);
            json.put("cancelAmount", cancel.amount());
            json.put("taxFreeAmount", cancel.taxFreeAmount());
            json.put("refundableAmount", cancel.refundableAmount());
            list.add(json);
        }
        return list;
    }

    private static @Nullable Map<String, Object> failure(SimulatedPayment payment, Language language) {
        String code = (payment.status() == PaymentStatus.EXPIRED) ? "EXPIRED_PAYMENT" : payment.decline();
        if (code == null) {
            return null;
        }
        Map<String, Object> failure = new LinkedHashMap<>();
        failure.put("code", code);
        failure.put("message", ErrorCodes.message(code, language));
        return failure;
    }

}
