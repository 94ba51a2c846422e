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

    private static final ZoneId BANK_TIME = ZoneId.of("Asia/Seoul");

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
        catch (JacksonException | DateTimeException | ArithmeticException ex) {
            return new ProviderAnswer.Silent("HTTP status " + status + " with an answer that makes no sense: " + ex);
        }
    }

    private static ProviderPayment payment(JsonNode json) {
        JsonNode failure = json.path("failure");
        List<ProviderPayment.Cancel> cancels = new ArrayList<>();
        for (JsonNode cancel : json.path("cancels").values()) {
            cancels.add(new ProviderPayment.Cancel(text(cancel, "transactionKey"), text(cancel, "cancelReason"),
                    won(cancel, "cancelAmount"), text(cancel, "cancelStatus"), time(cancel, "canceledAt")));
        }
        return new ProviderPayment(text(json, "paymentKey"), text(json, "orderId"), text(json, "status"),
                text(json, "currency"), won(json, "totalAmount"), won(json, "balanceAmount"),
                optionalText(json, "method"), time(json, "approvedAt"), optionalText(json.path("receipt"), "url"),
                optionalText(failure, "code"), optionalText(failure, "message"), cancels,
                optionalText(json, "lastTransactionKey"), account(json.path("virtualAccount")),
                optionalText(json, "secret"));
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

    /** A text that must be there; otherwise a Jackson exception. */
    private static String text(JsonNode json, String name) {
        return json.path(name).stringValue();
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

}
