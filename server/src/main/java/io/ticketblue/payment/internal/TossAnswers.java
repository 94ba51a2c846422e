package io.ticketblue.payment.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;

import io.ticketblue.payment.ProviderMethod;
import io.ticketblue.payment.internal.ProviderList.Answer.Failed;
import io.ticketblue.payment.internal.ProviderList.Answer.Listed;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what Toss Payments answers. What is not what it should be counts as no answer, so
 * that nobody concludes anything from it.
 */
final class TossAnswers {

    private static final JsonMapper JSON = JsonMapper.shared();

    static final ZoneId BANK_TIME = ZoneId.of("Asia/Seoul");

    private static final int MAX_WHY = 200;

    /** No payment is as large, and the sums of a day stay within what can be counted. */
    private static final long MAX_WON = 1_000_000_000_000L;

    private TossAnswers() {
    }

    static ProviderAnswer read(int status, byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (status == 200) {
                return new ProviderAnswer.Found(payment(json));
            }
            if (status >= 400) {
                return new ProviderAnswer.Refused(status, text(json, "code"), text(json, "message"));
            }
            return new ProviderAnswer.Silent("HTTP status " + status);
        }
        catch (JacksonException | DateTimeException | ArithmeticException | Senseless ex) {
            return new ProviderAnswer.Silent("HTTP status " + status + " with an answer that makes no sense: " + ex);
        }
    }

    /** Reads a part of the list of transactions. */
    static ProviderList.Answer list(int status, byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (status == 200 && json.isArray()) {
                return new Listed(json.values().stream().map(TossAnswers::transaction).toList());
            }
            if (status >= 400) {
                ProviderAnswer.Refused refused = new ProviderAnswer.Refused(status, text(json, "code"), "");
                return new Failed(shortened(refused.code()), refused.isTemporary());
            }
            return failed("HTTP status " + status);
        }
        catch (JacksonException | DateTimeException | ArithmeticException | Senseless ex) {
            return failed("HTTP status " + status + " with a list that makes no sense: " + ex);
        }
    }

    /** Nothing came, or nothing that can be understood. */
    static Failed failed(String why) {
        return new Failed(shortened(why), true);
    }

    private static String shortened(String why) {
        return (why.length() > MAX_WHY) ? why.substring(0, MAX_WHY) : why;
    }

    /**
     * The provider does not say whether what went back is listed as less than nothing;
     * its status tells what happened.
     */
    private static ProviderTransaction transaction(JsonNode json) {
        long won = Math.absExact(json.path("amount").decimalValue().longValueExact());
        if (won > MAX_WON || !text(json, "currency").equals("KRW")) {
            throw new ArithmeticException("no amount of won");
        }
        String order = text(json, "orderId");
        return new ProviderTransaction(key(json, "paymentKey", 200), key(json, "transactionKey", 200),
                order.substring(0, Math.min(order.length(), 64)), key(json, "status", 30), won,
                OffsetDateTime.parse(text(json, "transactionAt")).toInstant());
    }

    private static String key(JsonNode json, String name, int longest) {
        String key = text(json, name);
        if (key.isEmpty() || key.length() > longest || !key.chars().allMatch((one) -> one > ' ' && one < 127)) {
            throw new Senseless(name + " is no key");
        }
        return key;
    }

    private static ProviderPayment payment(JsonNode json) {
        JsonNode failure = json.path("failure");
        List<ProviderPayment.Cancel> cancels = new ArrayList<>();
        for (JsonNode cancel : json.path("cancels").values()) {
            cancels.add(new ProviderPayment.Cancel(text(cancel, "transactionKey"), text(cancel, "cancelReason"),
                    won(cancel, "cancelAmount"), text(cancel, "cancelStatus"), time(cancel, "canceledAt")));
        }
        return new ProviderPayment(text(json, "paymentKey"), text(json, "orderId"), text(json, "status"),
                text(json, "currency"), won(json, "totalAmount"), won(json, "balanceAmount"), method(json),
                time(json, "approvedAt"), optionalText(json.path("receipt"), "url"), optionalText(failure, "code"),
                optionalText(failure, "message"), cancels, optionalText(json, "lastTransactionKey"),
                account(json.path("virtualAccount")), optionalText(json, "secret"));
    }

    private static @Nullable ProviderMethod method(JsonNode json) {
        String name = optionalText(json, "method");
        return (name != null) ? TossMethods.of(name) : null;
    }

    private static ProviderPayment.@Nullable Account account(JsonNode json) {
        return json.isObject() ? new ProviderPayment.Account(text(json, "bankCode"), text(json, "accountNumber"),
                text(json, "customerName"), dueDate(json)) : null;
    }

    /** Some of the provider's examples leave the offset out; the bank's time is meant. */
    private static @Nullable Instant dueDate(JsonNode json) {
        String text = optionalText(json, "dueDate");
        if (text == null) {
            return null;
        }
        TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from,
                LocalDateTime::from);
        return (time instanceof OffsetDateTime exact) ? exact.toInstant()
                : LocalDateTime.from(time).atZone(BANK_TIME).toInstant();
    }

    /** A text that must be there. */
    private static String text(JsonNode json, String name) {
        String text = optionalText(json, name);
        if (text == null) {
            throw new Senseless(name + " is no text");
        }
        return text;
    }

    private static @Nullable String optionalText(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isString() ? value.stringValue() : null;
    }

    /**
     * An amount that must be there; a fraction of a won, or less than nothing, is an
     * arithmetic exception.
     */
    private static long won(JsonNode json, String name) {
        long won = json.path(name).decimalValue().longValueExact();
        if (won < 0) {
            throw new ArithmeticException(name + " is negative");
        }
        return won;
    }

    private static @Nullable Instant time(JsonNode json, String name) {
        String text = optionalText(json, name);
        return (text != null) ? OffsetDateTime.parse(text).toInstant() : null;
    }

    /** The provider left out, or made into something else, what must be there. */
    private static final class Senseless extends RuntimeException {

        Senseless(String what) {
            super(what);
        }

    }

}
