package io.ticketblue.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Everybody claims a coupon, first come, first served; when all people have it, the next
 * coupon opens.
 */
final class Claims implements Scenario {

    private final Requests requests;

    private final People people;

    private final List<Long> coupons;

    private final int expected;

    private long asked;

    /**
     * Claims of these coupons.
     * @param coupons enough that nobody's turn for the same coupon comes twice
     * @param expected the status of the answers that may be, 201 or 409
     */
    Claims(Requests requests, People people, List<Long> coupons, int expected) {
        this.requests = requests;
        this.people = people;
        this.coupons = coupons;
        this.expected = expected;
    }

    @Override
    public byte @Nullable [] next(int connection) {
        int coupon = (int) (this.asked++ / this.people.count());
        if (coupon >= this.coupons.size()) {
            return null;
        }
        return this.requests.post("/api/coupons/" + this.coupons.get(coupon) + "/issues", this.people.nextToken(), "");
    }

    @Override
    public @Nullable String check(int connection, AnswerReader answer) {
        if (answer.status() == this.expected) {
            return null;
        }
        return "Claim: " + answer.status() + " " + new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Override
    public int bodyLimit() {
        return 1024;
    }

}
