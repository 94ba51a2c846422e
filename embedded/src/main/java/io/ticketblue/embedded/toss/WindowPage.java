package io.ticketblue.embedded.toss;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The payment window, where the buyer approves, declines or closes. It sends the buyer
 * only to the addresses that the shop gave when it asked for the payment.
 */
final class WindowPage {

    private final Template open = new Template("window.html");

    private final Template banks = new Template("banks.html");

    private final Template ended = new Template("ended.html");

    private final Books books;

    private final SimulatorApi simulator;

    WindowPage(Books books, SimulatorApi simulator) {
        this.books = books;
        this.simulator = simulator;
    }

    void show(Exchange exchange, String paymentKey) {
        SimulatedPayment payment = this.books.get(paymentKey);
        Language language = exchange.language();
        String successUrl = payment.request().successUrl();
        String failUrl = payment.request().failUrl();
        if (payment.status() == PaymentStatus.READY && successUrl != null && failUrl != null) {
            String targets = "'self' " + ReturnUrl.origin(successUrl) + " " + ReturnUrl.origin(failUrl);
            Map<String, String> facts = PageText.facts(payment, language);
            facts.put("banks", (payment.request().method() == PaymentMethod.VIRTUAL_ACCOUNT)
                    ? this.banks.render(language, Map.of()) : "");
            Pages.send(exchange, 200, targets, this.open.render(language, facts));
        }
        else if (payment.status() == PaymentStatus.IN_PROGRESS && successUrl != null) {
            succeed(exchange, payment, successUrl);
        }
        else {
            showEnd(exchange, payment, failUrl);
        }
    }

    void decide(Exchange exchange, String paymentKey) {
        String action = exchange.form().getOrDefault("action", "");
        SimulatedPayment payment = this.books.get(paymentKey);
        String failUrl = payment.request().failUrl();
        if (payment.status() != PaymentStatus.READY || failUrl == null) {
            show(exchange, paymentKey);
            return;
        }
        switch (action) {
            case "approve" -> {
                decided(paymentKey, TossOutcome.APPROVE, exchange.form().get("bank"));
                show(exchange, paymentKey);
            }
            case "decline" -> {
                decided(paymentKey, TossOutcome.DECLINE, null);
                fail(exchange, failUrl, "REJECT_CARD_COMPANY", payment.request().orderId());
            }
            case "close" -> fail(exchange, failUrl, "PAY_PROCESS_CANCELED", null);
            default -> throw TossFailure.invalid("(action: approve, decline, close)");
        }
    }

    /**
     * Of two clicks in two tabs the first decides; the second is shown what became of the
     * payment.
     */
    private void decided(String paymentKey, TossOutcome outcome, @Nullable String bank) {
        if (bank != null && !bank.matches("[0-9]{2}")) {
            throw TossFailure.of("INVALID_BANK");
        }
        try {
            this.simulator.decide(paymentKey, outcome, bank);
        }
        catch (TossFailure ex) {
            if (this.books.get(paymentKey).status() == PaymentStatus.READY) {
                throw ex;
            }
        }
    }

    private static void succeed(Exchange exchange, SimulatedPayment payment, String successUrl) {
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("paymentType", "NORMAL");
        answer.put("orderId", payment.request().orderId());
        answer.put("paymentKey", payment.paymentKey());
        answer.put("amount", String.valueOf(payment.request().amount()));
        exchange.redirect(ReturnUrl.with(successUrl, answer));
    }

    private static void fail(Exchange exchange, String failUrl, String code, @Nullable String orderId) {
        exchange.redirect(ReturnUrl.with(failUrl, failure(code, orderId, exchange.language())));
    }

    private static Map<String, String> failure(String code, @Nullable String orderId, Language language) {
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("code", code);
        answer.put("message", ErrorCodes.message(code, language));
        if (orderId != null) {
            answer.put("orderId", orderId);
        }
        return answer;
    }

    private void showEnd(Exchange exchange, SimulatedPayment payment, @Nullable String failUrl) {
        Language language = exchange.language();
        Map<String, String> facts = PageText.facts(payment, language);
        facts.put("explanation", Template.message(language, explanation(payment.status())));
        facts.put("back", (failUrl != null && !payment.status().isConfirmed()) ? back(payment, failUrl, language) : "");
        Pages.send(exchange, 200, "'none'", this.ended.render(language, facts));
    }

    private static String explanation(PaymentStatus status) {
        return switch (status) {
            case READY, IN_PROGRESS -> "ended.waiting";
            case WAITING_FOR_DEPOSIT -> "ended.deposit";
            case DONE, CANCELED, PARTIAL_CANCELED -> "ended.captured";
            case ABORTED -> "ended.aborted";
            case EXPIRED -> "ended.expired";
        };
    }

    private static String back(SimulatedPayment payment, String failUrl, Language language) {
        String url = ReturnUrl.with(failUrl, failure("PAY_PROCESS_ABORTED", payment.request().orderId(), language));
        return "<p><a class=\"button\" href=\"" + Template.escaped(url) + "\">"
                + Template.escaped(Template.message(language, "ended.back")) + "</a></p>";
    }

}
