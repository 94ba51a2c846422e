package io.ticketblue.embedded.toss;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The latest calls of the API.
 */
final class CallLog {

    static final int MOST = 10_000;

    private static final int LONGEST_BODY = 2_000;

    private final Deque<TossCall> calls = new ArrayDeque<>();

    Call begin(Exchange exchange, TossOperation operation, Instant now) {
        String body = "POST".equals(exchange.method()) ? exchange.body() : "";
        String kept = body.substring(0, Math.min(body.length(), LONGEST_BODY));
        return new Call(now, operation, exchange.uri().getPath(), exchange.header("Idempotency-Key"), kept);
    }

    synchronized void end(TossCall call) {
        if (this.calls.size() == MOST) {
            this.calls.removeFirst();
        }
        this.calls.addLast(call);
    }

    synchronized List<TossCall> all() {
        return new ArrayList<>(this.calls);
    }

    /**
     * A call that is not answered yet.
     */
    record Call(Instant at, TossOperation operation, String path, @Nullable String idempotencyKey, String body) {

        TossCall with(Answer answer) {
            return with(answer, false, null);
        }

        TossCall with(Answer answer, boolean replayed, @Nullable TossFault fault) {
            return new TossCall(this.at, this.operation, this.path, this.idempotencyKey, this.body, answer.status(),
                    answer.code(), replayed, fault);
        }

        TossCall closed(@Nullable TossFault fault) {
            return new TossCall(this.at, this.operation, this.path, this.idempotencyKey, this.body, 0, null, false,
                    fault);
        }

    }

}
