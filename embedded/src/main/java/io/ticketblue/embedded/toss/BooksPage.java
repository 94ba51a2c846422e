package io.ticketblue.embedded.toss;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The page that says what this is and what was paid, and receipts.
 */
final class BooksPage {

    private final Template index = new Template("index.html");

    private final Template table = new Template("payments.html");

    private final Template row = new Template("payment.html");

    private final Template receipt = new Template("receipt.html");

    private final Template deposit = new Template("deposit.html");

    private final Books books;

    private final SimulatorApi simulator;

    private final TossKeys keys;

    private final Duration listedFor;

    private final String url;

    BooksPage(Books books, SimulatorApi simulator, TossKeys keys, Duration listedFor, String url) {
        this.books = books;
        this.simulator = simulator;
        this.keys = keys;
        this.listedFor = listedFor;
        this.url = url;
    }

    String index(Language language) {
        long captured = this.books.captured();
        long refunded = this.books.refunded();
        Map<String, String> values = new HashMap<>();
        values.put("url", this.url);
        values.put("clientKey", this.keys.clientKey());
        values.put("secretKey", this.keys.secretKey());
        values.put("captured", PageText.money(captured, language));
        values.put("refunded", PageText.money(refunded, language));
        values.put("balance", PageText.money(captured - refunded, language));
        values.put("payments", payments(this.books.latest(this.listedFor), language));
        return this.index.render(language, values);
    }

    private String payments(List<SimulatedPayment> payments, Language language) {
        if (payments.isEmpty()) {
            return "<p class=\"soft empty\">" + Template.escaped(Template.message(language, "index.none")) + "</p>";
        }
        String rows = payments.stream().map(payment -> row(payment, language)).collect(Collectors.joining());
        return this.table.render(language, Map.of("rows", rows));
    }

    private String row(SimulatedPayment payment, Language language) {
        String kind = switch (payment.status()) {
            case READY -> "window";
            case WAITING_FOR_DEPOSIT -> "deposit";
            case DONE, CANCELED, PARTIAL_CANCELED -> "receipt";
            default -> "payment";
        };
        String prefix = kind.equals("payment") ? "/simulator/payments/" : "/" + kind + "/";
        Map<String, String> values = PageText.facts(payment, language);
        values.put("link", prefix + payment.paymentKey() + "?lang=" + language.tag());
        values.put("linkText", Template.message(language, "link." + kind));
        values.put("tone", switch (payment.status()) {
            case DONE -> "good";
            case ABORTED, EXPIRED -> "bad";
            case READY, IN_PROGRESS, WAITING_FOR_DEPOSIT -> "warn";
            case CANCELED, PARTIAL_CANCELED -> "soft";
        });
        return this.row.render(language, values);
    }

    /**
     * Where a tester plays the buyer and the bank.
     */
    String deposit(String paymentKey, String message, Language language) {
        SimulatedPayment payment = this.books.get(paymentKey);
        VirtualAccount account = payment.account();
        if (account == null) {
            throw TossFailure.of("NOT_FOUND_PAYMENT");
        }
        Map<String, String> values = PageText.facts(payment, language);
        values.put("won", String.valueOf(payment.request().amount()));
        values.put("bank", Template.message(language, "bank." + account.bank()));
        values.put("account", account.number());
        values.put("holder", account.holder());
        values.put("dueDate", PageText.time(account.dueDate(), language));
        values.put("message", message);
        values.put("role", message.isEmpty() ? "" : "status");
        String action = payment.hasDeposit() ? "undo" : "deposit";
        values.put("action", action);
        values.put("actionText", Template.message(language, "deposit." + action));
        return this.deposit.render(language, values);
    }

    /**
     * Carries out what the tester asked for and shows what came of it.
     */
    String act(String paymentKey, Map<String, String> form, Language language) {
        String message;
        try {
            if ("undo".equals(form.get("action"))) {
                this.simulator.undoDeposit(paymentKey);
            }
            else {
                this.simulator.deposit(paymentKey, Long.parseLong(form.getOrDefault("amount", "0").strip()));
            }
            message = Template.message(language, "deposit.done");
        }
        catch (TossFailure ex) {
            message = ErrorCodes.message(ex.code(), language);
        }
        catch (NumberFormatException ex) {
            message = ErrorCodes.message("WRONG_DEPOSIT_AMOUNT", language);
        }
        return deposit(paymentKey, message, language);
    }

    String receipt(String paymentKey, Language language) {
        SimulatedPayment payment = this.books.get(paymentKey);
        if (payment.approvedAt() == null) {
            throw TossFailure.of("NOT_FOUND_PAYMENT");
        }
        Map<String, String> values = PageText.facts(payment, language);
        values.put("approvedAt", PageText.time(payment.approvedAt(), language));
        return this.receipt.render(language, values);
    }

}
