package io.ticketblue.embedded.toss;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A page of what happened in a time, oldest first, as the provider's page "query
 * transactions" has it. Times without an offset are Korea's.
 *
 * @param from the first moment that counts
 * @param until the last moment that counts
 * @param after the key of the last transaction of the page before
 */
record TransactionsQuery(Instant from, Instant until, @Nullable String after, int limit) {

    private static final int USUAL = 100;

    private static final int MOST = 5_000;

    /**
     * A transaction with its payment.
     */
    record Listed(SimulatedPayment payment, Transaction transaction) {
    }

    static TransactionsQuery of(Map<String, String> query) {
        int limit;
        try {
            limit = Integer.parseInt(query.getOrDefault("limit", String.valueOf(USUAL)));
        }
        catch (NumberFormatException ex) {
            throw TossFailure.invalid("(limit: number)");
        }
        if (limit < 1 || limit > MOST) {
            throw TossFailure.invalid("(limit: 1-" + MOST + ")");
        }
        return new TransactionsQuery(time(query, "startDate", false), time(query, "endDate", true),
                query.get("startingAfter"), limit);
    }

    private static Instant time(Map<String, String> query, String name, boolean end) {
        String text = query.getOrDefault(name, "");
        try {
            TemporalAccessor time = DateTimeFormatter.ofPattern("yyyy-MM-dd['T'HH:mm:ss[.SSSSSS][.SSS][XXX]]")
                .parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            return switch (time) {
                case OffsetDateTime exact -> exact.toInstant();
                case LocalDateTime local -> local.toInstant(ZoneOffset.ofHours(9));
                case LocalDate day -> (end ? day.plusDays(1).atStartOfDay().minusNanos(1) : day.atStartOfDay())
                    .toInstant(ZoneOffset.ofHours(9));
                default -> throw TossFailure.invalid("(" + name + ")");
            };
        }
        catch (DateTimeException ex) {
            throw TossFailure.invalid("(" + name + ": yyyy-MM-dd'T'HH:mm:ss)");
        }
    }

    List<Listed> of(Stream<SimulatedPayment> payments) {
        List<Listed> all = payments
            .flatMap(payment -> payment.transactions().stream().map(transaction -> new Listed(payment, transaction)))
            .filter(listed -> !listed.transaction().at().isBefore(this.from)
                    && !listed.transaction().at().isAfter(this.until))
            .sorted(Comparator.comparing((Listed listed) -> listed.transaction().at())
                .thenComparing(listed -> listed.transaction().key()))
            .toList();
        return all.stream().skip(skipped(all)).limit(this.limit).toList();
    }

    private long skipped(List<Listed> all) {
        if (this.after == null) {
            return 0;
        }
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).transaction().key().equals(this.after)) {
                return i + 1L;
            }
        }
        throw TossFailure.invalid("(startingAfter)");
    }

    static Map<String, @Nullable Object> json(Listed listed, String baseUrl, Language language) {
        SimulatedPayment payment = listed.payment();
        Transaction transaction = listed.transaction();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("mId", "tosssimulator");
        json.put("transactionKey", transaction.key());
        json.put("paymentKey", payment.paymentKey());
        json.put("orderId", payment.request().orderId());
        json.put("method", payment.request().method().label(language));
        json.put("customerKey", null);
        json.put("useEscrow", false);
        json.put("receiptUrl", baseUrl + "/receipt/" + payment.paymentKey());
        json.put("status", transaction.status().name());
        json.put("transactionAt", PaymentJson.time(transaction.at()));
        json.put("currency", "KRW");
        json.put("amount", transaction.amount());
        return json;
    }

}
