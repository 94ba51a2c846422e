package io.ticketblue.embedded.toss;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Money, times and names as people read them.
 */
final class PageText {

    private static final DateTimeFormatter KOREAN = DateTimeFormatter
        .ofPattern("yyyy. M. d. (E) HH:mm:ss", Locale.KOREAN)
        .withZone(ZoneOffset.ofHours(9));

    private static final DateTimeFormatter ENGLISH = DateTimeFormatter
        .ofPattern("E d MMM yyyy, HH:mm:ss", Locale.ENGLISH)
        .withZone(ZoneOffset.ofHours(9));

    private PageText() {
    }

    static String money(long won, Language language) {
        String digits = String.format(Locale.ROOT, "%,d", won);
        return (language == Language.ENGLISH) ? "₩" + digits : digits + "원";
    }

    static String time(Instant instant, Language language) {
        return ((language == Language.ENGLISH) ? ENGLISH : KOREAN).format(instant);
    }

    /**
     * What every page says about a payment.
     */
    static Map<String, String> facts(SimulatedPayment payment, Language language) {
        CheckoutRequest request = payment.request();
        Map<String, String> facts = new HashMap<>();
        facts.put("paymentKey", payment.paymentKey());
        facts.put("orderId", request.orderId());
        facts.put("orderName", request.orderName());
        facts.put("amount", money(request.amount(), language));
        facts.put("refunded", money(payment.refunded(), language));
        facts.put("balance", money(payment.balance(), language));
        facts.put("method", Template.message(language, "method." + request.method().name()));
        facts.put("status", Template.message(language, "status." + payment.status().name()));
        facts.put("requestedAt", time(payment.requestedAt(), language));
        facts.put("until", time(payment.requestedAt().plus(SimulatedPayment.WINDOW), language));
        return facts;
    }

}
