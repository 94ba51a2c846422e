package io.ticketblue.embedded.toss;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The provider's API for the shop's server: confirm, lookup, cancel.
 */
final class PaymentsApi {

    private static final int LONGEST_IDEMPOTENCY_KEY = 300;

    private final TossKeys keys;

    private final Books books;

    private final Journal journal;

    private final IdempotentAnswers answers;

    private final PaymentJson json;

    private final CallLog calls;

    private final TossFaults faults;

    private final Pause pause;

    private final Duration depositFor;

    PaymentsApi(TossKeys keys, Books books, Journal journal, IdempotentAnswers answers, PaymentJson json, CallLog calls,
            TossFaults faults, Pause pause, Duration depositFor) {
        this.keys = keys;
        this.books = books;
        this.journal = journal;
        this.answers = answers;
        this.json = json;
        this.calls = calls;
        this.faults = faults;
        this.pause = pause;
        this.depositFor = depositFor;
    }

    /**
     * What a call does once it is let in.
     */
    interface Processing {

        Answer answer(@Nullable String rememberedAs);

    }

    void confirm(Exchange exchange) {
        handle(exchange, TossOperation.CONFIRM, id -> {
            ObjectNode body = Json.object(exchange.body());
            String paymentKey = Json.text(body, "paymentKey", 200);
            String orderId = Json.orderId(body);
            long amount = Json.won(body, "amount");
            return this.books.change(paymentKey, id,
                    payment -> change(
                            payment.confirmed(orderId, amount, this.books.now(), this.depositFor, transactionKey()),
                            exchange.language()));
        });
    }

    void lookup(Exchange exchange, String paymentKey) {
        handle(exchange, TossOperation.LOOKUP,
                id -> Answer.ok(this.json.of(this.books.get(paymentKey), exchange.language())));
    }

    void lookupByOrder(Exchange exchange, String orderId) {
        handle(exchange, TossOperation.LOOKUP,
                id -> Answer.ok(this.json.of(this.books.getByOrder(orderId), exchange.language())));
    }

    void cancel(Exchange exchange, String paymentKey) {
        handle(exchange, TossOperation.CANCEL, id -> {
            CancelRequest request = CancelRequest.of(Json.object(exchange.body()));
            return this.books.change(paymentKey, id,
                    payment -> change(payment.cancelled(request, this.books.now(), transactionKey()),
                            exchange.language()));
        });
    }

    void transactions(Exchange exchange) {
        handle(exchange, TossOperation.TRANSACTIONS, id -> {
            TransactionsQuery query = TransactionsQuery.of(exchange.query());
            return Answer.ok(query.of(this.books.all())
                .stream()
                .map(listed -> TransactionsQuery.json(listed, this.json.baseUrl(), exchange.language()))
                .toList());
        });
    }

    private Books.Change change(SimulatedPayment payment, Language language) {
        return new Books.Change(payment, Answer.ok(this.json.of(payment, language)));
    }

    static String transactionKey() {
        return TossKeys.random(32).toUpperCase(Locale.ROOT);
    }

    private void handle(Exchange exchange, TossOperation operation, Processing processing) {
        CallLog.Call call = this.calls.begin(exchange, operation, this.books.now());
        try {
            authenticate(exchange);
        }
        catch (TossFailure ex) {
            Answer refusal = ex.answer(exchange.language());
            this.calls.end(call.with(refusal));
            exchange.send(refusal);
            return;
        }
        TossFault fault = this.faults.take(operation);
        if (isOf(fault, TossFault.Kind.CLOSE_BEFORE)) {
            this.calls.end(call.closed(fault));
            return;
        }
        IdempotentAnswers.Given given = process(exchange, processing, fault);
        if (isOf(fault, TossFault.Kind.CLOSE_AFTER)) {
            this.calls.end(call.closed(fault));
            return;
        }
        Answer answer = distorted(given.answer(), fault, exchange.language());
        this.calls.end(call.with(answer, given.replayed(), fault));
        exchange.send(answer);
    }

    private void authenticate(Exchange exchange) {
        String secret = secret(exchange.header("Authorization"));
        if (this.keys.isOtherKind(secret)) {
            throw TossFailure.of("INVALID_API_KEY");
        }
        if (!secret.equals(this.keys.secretKey())) {
            throw TossFailure.of("UNAUTHORIZED_KEY");
        }
    }

    private static String secret(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            throw TossFailure.of("UNAUTHORIZED_KEY");
        }
        try {
            String pair = new String(Base64.getDecoder().decode(authorization.substring(6).strip()),
                    StandardCharsets.UTF_8);
            if (!pair.endsWith(":")) {
                throw TossFailure.of("INCORRECT_BASIC_AUTH_FORMAT");
            }
            return pair.substring(0, pair.length() - 1);
        }
        catch (IllegalArgumentException ex) {
            throw TossFailure.of("UNAUTHORIZED_KEY");
        }
    }

    private IdempotentAnswers.Given process(Exchange exchange, Processing processing, @Nullable TossFault fault) {
        Language language = exchange.language();
        try {
            String key = "POST".equals(exchange.method()) ? exchange.header("Idempotency-Key") : null;
            if (key == null || key.isBlank()) {
                return new IdempotentAnswers.Given(processed(exchange, processing, fault, null), false);
            }
            if (key.length() > LONGEST_IDEMPOTENCY_KEY) {
                throw TossFailure.of("INVALID_IDEMPOTENCY_KEY");
            }
            String id = exchange.method() + " " + exchange.uri().getPath() + " " + key;
            return this.answers.answer(id, () -> remembered(exchange, processing, fault, id));
        }
        catch (TossFailure ex) {
            return new IdempotentAnswers.Given(ex.answer(language), false);
        }
    }

    /**
     * An error is the answer of its idempotency key, too, except that of a call that was
     * turned away at the door.
     */
    private Answer remembered(Exchange exchange, Processing processing, @Nullable TossFault fault, String id) {
        try {
            return processed(exchange, processing, fault, id);
        }
        catch (TossFailure ex) {
            if (ex.status() == 429) {
                throw ex;
            }
            Answer answer = ex.answer(exchange.language());
            this.journal.append(new Entry(null, new RememberedAnswer(id, this.books.now(), answer)));
            return answer;
        }
    }

    private Answer processed(Exchange exchange, Processing processing, @Nullable TossFault fault, @Nullable String id) {
        String testCode = exchange.header("TossPayments-Test-Code");
        if (testCode != null && !testCode.isBlank()) {
            throw TossFailure.of(testCode.strip());
        }
        if (fault != null && fault.kind() == TossFault.Kind.ERROR && fault.code() != null) {
            throw TossFailure.of(fault.status(), fault.code());
        }
        if (fault != null && fault.kind() == TossFault.Kind.DELAY_BEFORE) {
            this.pause.last(fault.delay());
        }
        return processing.answer(id);
    }

    private Answer distorted(Answer answer, @Nullable TossFault fault, Language language) {
        if (fault == null) {
            return answer;
        }
        return switch (fault.kind()) {
            case DELAY_AFTER -> {
                this.pause.last(fault.delay());
                yield answer;
            }
            case ERROR_AFTER -> TossFailure.of(fault.status(), String.valueOf(fault.code())).answer(language);
            case WRONG_AMOUNT -> wrongAmount(answer, fault.totalAmount());
            case GARBAGE -> new Answer(200, "<html><body>502 Bad Gateway</body>", null);
            default -> answer;
        };
    }

    private static Answer wrongAmount(Answer answer, long totalAmount) {
        ObjectNode body = Json.object(answer.body());
        if (body.has("totalAmount")) {
            body.put("totalAmount", totalAmount);
        }
        return new Answer(answer.status(), body.toString(), answer.code());
    }

    private static boolean isOf(@Nullable TossFault fault, TossFault.Kind kind) {
        return fault != null && fault.kind() == kind;
    }

}
